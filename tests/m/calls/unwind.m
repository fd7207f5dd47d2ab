unwind ; bindings of parameters and NEW across levels, errors and repeated texts
 n a,b,c,i,j,r,s,t,x,y
 s $etrap="w ""untrapped "",$zstatus,! h"
 ; by reference: NEW, KILL and SET inside, recursion, arrays
 s a=1,a(1)="one",b="text of more than fourteen bytes"
 d newin(.a) w "new inside => ",a,",",$g(a(1)),!
 d killin(.a) w "kill inside => ",$d(a),!
 s a=1,a(2)="two" d setin(.a,.b) w "set inside => ",a,",",a(3),",",b,!
 d twice(.a,.a) w "same twice => ",a,!
 s c=0,c("x")="" d deep(.c,5) w "recursion => ",c,",",$o(c("")),!
 f i=1:1:3 n x s x=i d bump(.x) w "fresh each turn => ",x,!
 d noval(.y) w "undefined actual => ",$d(y),",",$g(y),!
 ; by value: of all kinds, and left out
 w $$kind(5)," ",$$kind(-2.5)," ",$$kind("short")," ",$$kind("much longer than fourteen")," ",$$kind(""),!
 w $$opt(1,,3)," ",$$opt(1)," ",$$opt(,,3),!
 ; values of the name come back, whatever they were
 f s=1,.5,"abc","a string of twenty bytes",1E20 d hide(7) w "back => ",s,!
 s s="v",s(1)=2 d hide(7) w "with a subscript => ",s,s(1),!
 k s d hide(7) w "undefined => ",$d(s),!
 ; an error that ends several levels
 s a=10,b=20,c=30
 d outer(1) w "after the error => ",a,",",b,",",c,",",$stack,",",$ecode="",!
 f i=1:1:3 d outer(i)
 w "again => ",a,",",b,",",c,!
 ; blocks
 s i=0 f  d  q:i>3
 . n a s a=i,i=i+1 i i=2 q
 . i i>2 d
 . . n b s b=i
 . . i 0
 . . w "level ",$zlevel,", ",a,",",b,!
 . e  w "else ",i,!
 w "blocks => ",a,",",b,",",$t,!
 ; exclusive NEW in levels
 d excl w "exclusive => ",a,",",b,",",c,",",$d(zz),!
 d all w "all => ",a,",",b,",",c,",",$d(zz),!
 ; texts
 s t="s r=$g(r)+1" f i=1:1:3 x t x "s r=r*"_i
 w "xecute => ",r,!
 s t="s r=0" x t s t=t_",r=r+5" x t w "grown => ",r,!
 s x="y",y=1,y(2)="sub" f i=1:1:3 s @x=@x+i,x("n")=x,@x@(i)=@x
 w "name => ",y,",",y(1),",",y(2),",",y(3),!
 s x="y(2)" w @x,! s @x@(1)="below",x="y(2,1)" w @x,!
 f x="y","y(1)","y(3)","y(""q"")" w $d(@x)," "
 w !
 s $ecode="",x=5 d try("w @x") d try("s @x=1") s x="" d try("w @x") s x="y(" d try("w @x")
 q
newin(p) n p s p="inner",p(1)="other" q
killin(p) k p q
setin(p,q) s p=p+1,p(3)="three",q=q_"!" q
twice(p,q) s p=p+1,q=q+1,p=p+q q
deep(p,n) s p=p+n i n d deep(.p,n-1) q
 s p("end")=1 q
bump(p) s p=p*10 q
noval(p) s p("k")=1 q
kind(v) n r s r=v,v="changed" q r_":"_$l(r)
opt(a,b,c) q $g(a,"-")_$g(b,"-")_$g(c,"-")
hide(s) n s s s="hidden",s(1)="too" q
outer(b) n a,$etrap s a="a",$etrap="g trap" d middle(b+1) w "not here",!
 q
trap w "trap at ",$zlevel,": ",a,",",b,",",c,!
 s $ecode="" q
middle(c) n b s b="b" d inner(c+1)
 q
inner(a) n c s c=a s a=$$fault(.c)
 q
fault(z) s z=z+1 q 1/0
excl n (a,b) s a=a+1,c="new",zz=1 d
 . n (c) s c="inner",b="gone"
 w "inside => ",a,",",b,",",c,!
 q
all n  s a="x",zz=1 w "inside all => ",a,",",$d(b),!
 q
try(text) n $etrap s $etrap="w $p($zstatus,$c(44),3,9),! s $ecode="""" q"
 x text
 q
