gi ; %GI: what %GO wrote comes back
 n (x) d globals,^%GO,^%GO zsy "sed -i '2s/GT.M.*:../a date/' a.zwr b.go"
 k ^A,^M,^N,^B
 d ^%GI w !,"--",! zwr ^A,^M,^N,^B
 k ^A,^M,^N,^B
 d ^%GI w !,"--",! zwr ^A,^M,^N,^B
 d ^%GI w !,"--",!
 d ^%GI w !,"--",!
 d make("no header","","^Q","1","^Q(1,2)","text","^P","x")
 d ^%GI w !,"--",! zwr ^Q,^P
 d make("one","two","^Q(3)=5","^P(""x"")=$C(9)_""a""","^Q(4)=""=""")
 d ^%GI w !,"--",! zwr ^Q,^P
 q
make(a,b,c,d,e,f,g,h) n i,l
 o "made":newversion u "made" f i=1:1:8 s l=$e("abcdefgh",i) w $g(@l),!
 c "made" q
globals s ^A=1,^A(1)="one",^A(1,"x y")="q""uote",^A("z")=$c(1,200),^A("two")="two and one",^AB(1)="one more",^ABC="",^B(-1.5)=5,^B("")="null",^%X=3,^b=4
 s ^Cabcdef=1,^Cabcdefg=1,^Cabcdefgh=1,^Cabcdefghi=1,^Cabcdefghijklmnopqr=1,^Cabcdefghijklmnopqrstuvwxyz12345=1,^Cb=1 f i=1:1:25 s @("^D"_i)=i
 s ^M="aXbXcXX",^M(1,"a very long subscript",3)="X and X",^M("ctl")=$c(200)_"X",^E="X1.5E3",^N(1)=10,^N(2)=1010,^N(3)="",^N("X")="Y"
 q
