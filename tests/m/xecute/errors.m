errors ; errors inside XECUTE at several levels
 n $et s $et="w $st,"" "",$p($zs,"","",2,3),! s $ec="""" q"
 d a,b,c,d,e w "end",!
 q
a x "w 1/0" w "a after",! q
b x "x ""w zz""" w "b after",! q
c x "w 1,! w zz w 2,!" w "c after",! q
d x "f i=1:1:3 w i w:i=2 zz" w "d after ",i,! q
e x "d e2 w ""x rest"",!" w "e after",! q
e2 w yy w "bad" q
