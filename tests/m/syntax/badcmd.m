badcmd ; unknown command keyword and postcond
 n $et s $et="w $p($zs,"","",2,4),! s $ec="""" q"
 d a,b,c,d w "end",!
 q
a foo 1 q
b w 1, q
c i x= w 1 q
d s a="b w 1
 q
