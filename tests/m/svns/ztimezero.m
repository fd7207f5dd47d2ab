ztimezero ; $ZTIMEOUT of 0 takes effect at the next line or turn of a FOR
 s $ztimeout="0:w ""zero"",!" w "after",! f i=1:1:3 w i,!
 s $et="w $zs,! s $ec="""" q"
 d a,b,c,d
 q
a s $ztimeout="x" w "1",! w "2",! h .1 w "3",! q
b s $ztimeout="0" w "b1",! w "b2",! q
c s $ztimeout=0 w "c1",! w "c2",! q
d s $ztimeout="0:w ""in d"",! s zz=1" w "d1" f i=1:1:100000 q:$d(zz)
 w " d2",i<10,!
 q
