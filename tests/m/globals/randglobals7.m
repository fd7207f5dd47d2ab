randglobals7 ; random globals
 d c0
 d c1
 d c2
 d c3
 d c4
 d c5
 d c6
 d c7
 d c8
 d c9
 d c10
 d c11
 d c12
 d c13
 d c14
 d c15
 d c16
 d c17
 d c18
 d c19
 d c20
 d c21
 d c22
 d c23
 d c24
 q
trap s $ec="" w " ! ",$p($zs,",",3,4),! q
init k  s a=-2.25,b=1E-5,c=-3,d=1.5,e=2147483648,f=3,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
new(p,q) n t,p2 s t=q,p2=p,p=t_p q
rec(n,x) q:n<1 x q $$rec(n-1,x_n)
arr(p,q) s p(2)=q,p("n",q)=1 k p(1) q
kil(p) k p q
opt(p,q) q $d(p)_$d(q)
two(p,q) n a s a=p q a_q
err n x s x=1/0 q
lev(p) s x=p/0 w "l" q
lev2 n $et s $et="s $ec="""" q" d err w "x" q
st(x) n $et s $et="w "" ! "",$p($zs,"","",3,4),"";"" s $ec="""" q" x x w "|",$r,";"
 q
all n q,r s r=$r w ! f q="^g","^h" w:$d(@q)#2 q,"=",@q,";" f  s q=$q(@q) q:q=""  w q,"=",@q,";"
 w r q
exf(p) n $et s $et="s $ec="""" q ""caught""" q p/0
tst i 0 q
qt() q $q
zl() q $zl
sub(p) w "<",p,"," s p=p+1 w p,">" q
fun(p,q) q:p>q p_"+" q p_","_q
ref(p) s p=p_"!" q
c0 n (i0) d init n $et s $et="g trap"
 w "0: " s y="^g(1)" k ^g,^h s ^g(1)=0 s ^h(1,$g(^(1),2),123456789012345678)=1 s ^h(1)=2 s ^g($c(255),1E20)=3 s ^h(-1,$na(^(1),0))=4 d st("s ^g(1,$na(^(1),0))=2") d st("w $q(^g(3,$g(^(1),2)),-1)") d st("w ^h(10)=^(""-"",1.5,$d(^(2)))") d st("m w=^h") d st("s ^(""a"",2,3)=$r") d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^h($r)=0 s ^g(1,"1E46")=1 s ^g=2 s ^g(10,1)=3 s ^h(1,"-1")=4 d st("m ^g(""-"",10,1)=w") d st("d sub(@y@($g(^(1),2)))") d st("s y=$na(^g($d(^(2)),1.5))") d st("m ^g(100,""a"",""1E46"")=w") d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^g(-1)=0 s ^h(3,1,"")=1 s ^g(-1,1.5)=2 s ^g(1.5)=3 s ^g(1E20)=4 d st("x ""w ^(1)""") d st("w $g(^(10,""a""),^h(1.5,$r))") d st("s ^g(2,""a b"")=$i(^g(10))") d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^g(1E-5,"1.0")=0 s ^g(a,1.5,3)=1 s ^h=2 d st("d sub(^h(""a""_$c(1),""a""))") d st("s $p(^g(""+1"",1.5,$r),"","",0)=""ABC""") d st("m ^g(2,a,""a"")=^g(2,1E20,$c(0))") d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(3)=1 s ^g=2 d st("w $s($d(^g):^(-1),1:$r)") d st("s (^g,^g(10))=.000001") d st("s y=$na(^h)") d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^h=0 s ^g=1 d st("k ^(a,123456789012345678),^(1)") d st("w $ql($na(^g)),$qs($na(^h(2,10)),1)") d st("k @$q(^g)") d st("zk ^g") d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^g(c,"1.0",$na(^(1),0))=0 s ^h("1.")=1 s ^g=2 s ^g=3 s ^h=4 s ^h($g(^(1),2),$d(^(2)))=5 d st("zwr ^h($c(0))") d st("w $s($d(^(""b"")):^g($na(^(1),0)),1:$r)") d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^g("a")=0 s ^g("1.",2)=1 s ^g=2 s y=$na(^h("a",a,a)) s ^g=a s $e(^h,1)=$g(^g,^g($na(^(1),0),10,$r)) w "/",$r d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^g("b","1.0")=0 s ^h("1.0")=1 s ^g=2 f i=1:1:$d(^g("a",-.5))+1 s ^(i)=$r s ($p(@y@(1E-5),"b"),^h)=$g(^($g(^h(2),"q")),^g) w "/",$r d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^g(-1E10,1.5,$g(^h(2),"q"))=0 s ^h(123456789012345678,"b")=1 s ^g("b")=2 s ^g("+1")=3 s ^g("b",-1E10,-1)=4 s ^h=5 d st("s y=$na(^g(""1"",-1))") d st("m ^g=w") d st("zk ^g") d st("s @$na(^g)=$g(^h)") d st("s x(^h(""b""))=^h($g(^(1),2))") d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^h("a",0,10)=0 s ^h=1 w $g(^h) w @$na(^($g(^(1),2)))=^g(2,a) l +^g:0 l i $d(^g),^(-1E10,"-0",3) w "t" w $q(^h("b",-.5,$r),1) w "/",$r d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^g=0 s ^g($c(0),"a")=1 d st("s @y=$r") d st("s (^g($r,""1.0"",$g(^h(2),""q"")),^g)=$g(^($r),^h(""a"",10,1.5))") d st("zk ^g(123456789012345678,1.5,""-0"")") d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^g=0 s ^g("b",$c(255))=1 s ^g(1.5,"a","1")=2 s ^h($g(^h(2),"q"),"b")=3 s ^g=4 d st("l +^g(1.5,$r,""b""):0 l") d st("w:$d(^g(""b"",3)) @(""^g(""_1_"")"")") d st("w $g(@$q(^(2,-1)))") d st("m ^(10,$na(^(1),0),2)=w") d st("m ^g=^h(-1E10,""+1"",1)") d st("w ^(1.5,$na(^(1),0))=^(1,$na(^(1),0),10)") d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^g("1E2",-1)=0 s ^h($c(0))=1 w $$fun(^("a","a",10),^h("b","b","")) i $d(^(b)),^g(1,.5) w "t" w "/",$r d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^g("-1",1.5)=0 s ^g(-1,"a"_$c(1))=1 s ^g(123456789012345678,1.5)=2 s ^g(1.5,a,"a b")=3 s ^g(-.5)=4 d st("w $i(@$na(^g(-1)),1)") d st("k ^g(-1,""b"",1E-5)") d st("l +^h:0 l") d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^h(1.5,".",a)=0 s ^h("1.0")=1 s ^h(-1,c)=2 s ^g=3 s ^g($o(^g(1)),1.5)=4 d st("w $s($d(^g($r,0)):^g(""1.""),1:$r)") d st("s @(""^g(""_1_"")"")=$r") d st("s ^g=a") d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g(a,a)=0 s ^g=1 s ^h(-1)=2 s ^h($o(^g(1)),$g(^(1),2))=3 s ^g=4 s ^g=5 d st("w $q(^(100,$o(^g(1)),1),1)") d st("x ""w ^(1)""") d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^h(-1E10)=0 s ^g(10,"a b")=1 s ^h($r,".","a")=2 d st("m ^(""b"",""b"",""1E2"")=^h(10,$d(^(2)))") d st("s (^g(-1),^g($c(0),$g(^h(2),""q""),""a""))=$r") d st("zk ^g(""01"",""a b"",c)") d st("s $p(^g(-1E10,""a""),"","",1)=$r") d st("w $ql($na(^h(3,1))),$qs($na(@(""^g(""_1_"")"")),1)") d st("s ^h=$g(^g($g(^h(2),""q""),-1,3),^g)") d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^g(1.5)=0 s ^g=1 s ^g=2 d st("w $na(^g)") d st("w $g(^g($o(^g(1)),""-1""),^g(""123456789012345678901""))") d st("s ^g(""a"",c)=$g(^g,^g(""1E2""))") d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g("b","",10)=0 s ^g("-",$c(255))=1 d st("w @$na(^(10,""a""_$c(1),10))_$r") d st("k @""^(2)"",@""^(2)""") d st("l +^(""a b""):0 l") d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^h(-1,$o(^g(1)),"1.")=0 s ^g(2,1.5)=1 s ^g(10)=2 s ^g=3 s ^g("b")=4 d st("m w=^(""+1"",""A"")") d st("s y=$na(^g(-.5))") d st("s ^g(""01"",c)=$r") d st("m w=^g($g(^(1),2),c,$r)") d st("w $i(^g(-1,1,$c(0)),1)") d st("s x(^g)=^g(""b"",3)") d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^g=0 s ^g=1 s ^h=2 s ^g($g(^(1),2))=3 s ^h("a",$g(^(1),2))=4 w $o(^g(1.5,1E-5)) s y=$na(^("a b",10,"a"_$c(1))) w $d(^(1,1)) s ^h=10 w $q(^g(10,1),-1) w "/",$r d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^h(1E20,c)=0 s ^h($g(^(1),2),2)=1 s ^h(1)=2 s ^g=3 s ^h(-1,"+1")=4 s ^g=5 k ^(1.5,2),^g(1.5,3) s ^g("1E46")=a k ^g,@"^(2)" s y=$na(^($d(^(2)),"a",$g(^h(2),"q"))) s ^($na(^(1),0))="00" w "/",$r d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^h("123456789012345678901",$g(^h(2),"q"),$c(255))=0 s ^g(1E20,2,"a")=1 m w=^g("a",10) w:$d(^g("b",123456789012345678,1)) ^("A") w "/",$r d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^g(-.5,1,1E20)=0 s ^g($na(^(1),0),3,3)=1 s ^g(-1,1E-5,3)=2 d st("w $na(^g(10),0)") d st("k ^h(1.5),^h(""a"",1.5,1)") d st("zwr ^g") d all
 w ! q
