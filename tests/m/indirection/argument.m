argument ; argument indirection
 n x s x="a=1,b=2" s @x w a,b,!
 s x="a,b" w @x,! k @x w $d(a),$d(b),!
 s x="1,2,!" w @x
 s x="""lit"",!" w @x
 s x="""a"",?5,""b"",!" w @x
 s x="c=5" s @x,d=6,@("e="_7) w c,d,e,!
 s x="(f,g)=8" s @x w f,g,!
 s x="h(1)=9,h(2)=h(1)+1" s @x w h(1),h(2),!
 s x="c" k @x,d w $d(c),$d(d),!
 s x="e,f" n @x w $d(e),$d(f),!
 s x="1=1" i @x w "true",!
 s x="1=1,2=3" i @x w "bad",!
 e  w "false",!
 s x="s1,s2" d @x
 s x="s3(1,2)" d @x
 s x="s1:0,s2:1" d @x
 s x="""w 1"",""w 2,!""" x @x
 s x="s x=99" x x w x,!
 s x="m1=m2",m2(1)=1 m @x zwr m1
 s x="$p(z,""^"",3)=""t""" s @x w z,!
 s x="lk" l @x l
 s x="0" h @x
 s x="@y",y="""twice"",!" w @x
 s x="lab" g @x
 w "bad",!
s1 w "s1 " q
s2 w "s2",! q
s3(a,b) w "s3 ",a,b,! q
lab w "lab",! s x="lab3^argument" g @x
lab2 w "bad"
lab3 w "lab3",! s x="lab4:0,lab5:1" g @x
lab4 w "bad",!
lab5 w "lab5",!
