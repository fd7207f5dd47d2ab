randglobals4 ; random globals
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
init k  s a="1,2,3",b="hello world",c=-.001,d=" ",e="12abc",f=".",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h s ^g("a","a",b)=0 s ^g("123456789012345678901")=1 d st("w $o(^h(10),-1)") d st("k ^(10),^(1)") d st("s @(""^g(""_1_"")"")=$g(^g(1.5))") d st("k ^g") d st("w $o(^($g(^h(2),""q"")),-1)") d st("s y=$na(^(2,""-1"",2))") d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^g=0 s ^g("a b")=1 s ^h=2 s ^h($d(^(2)),"%")=3 s ^g("a")=4 s ^g=5 d st("w $o(^(2),-1)") d st("d sub(@(""^g(""_1_"")""))") d st("w $zp(^($r))") d st("m ^(10,1.5)=^g") d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^g(2,3,10)=0 s ^g("1E46",a)=1 s ^g(1)=2 s ^g=3 s ^h($g(^h(2),"q"),3,-1)=4 d st("w @y@($d(^(2)))_$r") d st("w ^(-.5,""123456789012345678901"",$c(0))") d st("w $zp(^h($g(^h(2),""q"")))") d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^g(1E20,"1E2")=0 s ^h(-1E10)=1 s ^g(-1,b)=2 s ^g("a",2,3)=3 s ^h(10)=4 s ^g($d(^(2)),1)=5 i $d(^g),^h w "t" w ^g_^g s (^(2,10,"a"),^g($d(^(2)),$g(^(1),2)))=$g(^g("a",$o(^g(1)),"+1")) zk ^($o(^g(1)),1,"b") m w=^("1.",2,1) x "w ^(1)" w "/",$r d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^g(1E20,10)=0 s ^h($r)=1 s ^g($r)=2 s ^h(10,$g(^(1),2),$g(^h(2),"q"))=3 s ^g("a b",$g(^h(2),"q"))=4 s ^h("-",$g(^h(2),"q"),$d(^(2)))=5 d st("w $$fun(@y@($r),^g)") d st("w $g(^(""b"",""b""),@""^(2)"")") d st("w $q(^(1.5,.5,3),-1)") d st("w $zp(^h(""b""))") d st("w:$d(^(-1,$r)) @$q(^g)") d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^g("b","a")=0 s ^g=1 s ^g(a)=2 s ^h("-","1.0",1)=3 m w=^($r,"a"_$c(1),"+1") x "w ^(1)" w ^h("",-1,10)=^g(1.5,$g(^(1),2)) w "/",$r d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^g(1,10,1.5)=0 s ^g(10,"b",3)=1 s ^g=2 s ^g(-1)=3 d st("s x(^($r))=^h($d(^(2)),""a b"")") d st("w ^g(""-0"",10,$na(^(1),0))=^g") d st("m ^g(1E-5)=^g(""%"")") d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^h(2,-1,"b")=0 s ^g("%",1)=1 s ^h=2 s ^h(3,$o(^g(1)))=3 s ^g($na(^(1),0),"1.",-1)=4 s ^g("")=5 d st("zwr ^g(1.5,""123456789012345678901"")") d st("w $i(^g,.5)") d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^h=0 s ^h=1 w $q(^h($g(^(1),2),"a"),-1) x "w ^(1)" s $e(^(-1,1.5),1)=$r w $zp(^g(-1E10,"1.0",10)) w "/",$r d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^g("-1",$na(^(1),0),"b")=0 s ^g("123456789012345678901")=1 s ^g=2 s ^g=3 s ^g(1.5)=4 s ^g(a,"+1")=5 d st("w ^g=^g(""a"",""a"",2)") d st("w ^(-1,3,c)_$r") d st("w $q(^g,1)") d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^g(3,"a")=0 s ^h=1 s ^g($o(^g(1)),$r,$g(^h(2),"q"))=2 s ^g(1)=3 s ^g=4 s ^g=5 d st("w $o(^h($c(255),.5,$g(^(1),2)),-1)") d st("w:$d(@$q(^h(c,$g(^h(2),""q""),3))) ^g") d st("zwr ^g(1.5,""A"")") d st("k ^g,^g(3)") d st("w $na(^g,1)") d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^g(3,2)=0 s ^g(3)=1 s ^g($c(0))=2 s ^g("a")=3 w $o(@y,-1) w ^g w "/",$r d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^g("123456789012345678901")=0 s ^h=1 s ^g("A",1E20)=2 s ^h=3 s ^g(c,$na(^(1),0),10)=4 s ^g=5 w $na(^h,0) x "w ^(1)" f i=1:1:$d(^g($d(^(2)),$d(^(2))))+1 s ^(i)=$r s y=$na(^h(2,1,100)) m ^("123456789012345678901","+1")=^g w "/",$r d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^h(2,10,1.5)=0 s ^g($g(^h(2),"q"),-1)=1 s ^h("+1")=2 s ^g(1.5)=3 w $ql($na(^g)),$qs($na(^g),-1) w $g(^g,@"^(2)") w $q(^g(1E20,-1,"-1"),-1) w $ql($na(^h(-1,1))),$qs($na(@y),0) w "/",$r d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^g(1,"b",10)=0 s ^g($d(^(2)))=1 s ^g($g(^h(2),"q"))=2 s ^h($g(^h(2),"q"),3,1)=3 s ^g(1.5,a)=4 s ^g=5 d st("m ^g(""a b"",$na(^(1),0),3)=^g") d st("f i=1:1:$d(^g(10,2))+1 s ^(i)=$r") d st("k ^h(2,1)") d st("w $s($d(^h(""+1"",1)):^g(""1"",10,$na(^(1),0)),1:$r)") d st("w ^h(a)_$r") d st("w $ql($na(@$na(^g))),$qs($na(^h),-1)") d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^g($g(^h(2),"q"),10)=0 s ^g=1 s ^h(.5,2)=2 s ^g($d(^(2)),1.5,1)=3 s ^g(2)=4 zwr ^g(1.5,1E20,0) zk @$na(^g) s y=$na(^g(123456789012345678,3,$c(0))) w "/",$r d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g("b")=0 s ^g(1,3)=1 s ^g=2 d st("w $i(^g(10,""b""),-1)") d st("w $na(^g($c(255)),0)") d st("w $g(^(-1,2,-1),^h)") d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^g(2,"+1")=0 s ^g=1 d st("w $i(^h(b),-1)") d st("w ^g_$r") d st("s $e(^g(123456789012345678,$r),3)=$g(^h(a,""123456789012345678901""),^h(""b""))") d st("zwr ^g") d st("s $p(@$na(^h),"","",1)=2") d st("d sub(@(""^g(""_1_"")""))") d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^h(1)=0 s ^g($g(^h(2),"q"),3)=1 s ^h("-0",$na(^(1),0))=2 s ^g=3 s ^g("b",1.5)=4 s ^h(10)=5 w $na(^g($r,1,""),2) w $zp(^g(-1,10)) w $zp(^($r)) zwr ^h("b","1") s y=$na(^h("a"_$c(1),1)) w "/",$r d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g=0 s ^h("+1",2)=1 s ^g("a","1.",1)=2 d st("w $na(^h,0)") d st("zk ^g(""b"")") d st("w $d(^g(-1,b))") d st("w $ql($na(^g(1,b,3))),$qs($na(@y),1)") d st("w $s($d(^(""a"",3)):^(""A""),1:$r)") d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^h(123456789012345678)=0 s ^h(1E-5,"123456789012345678901",10)=1 s ^g=2 s ^g=3 s ^g("")=4 d st("m ^h=^h") d st("w $s($d(@$na(^h(1,$g(^h(2),""q""),""b""))):^g,1:$r)") d st("s (^h,^(""a""))=""a""") d st("w $zp(^g(b))") d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^g(a,$g(^(1),2))=0 s ^h($g(^(1),2),$d(^(2)))=1 s ^g(1.5)=2 s ^g=3 s ^g(1,3)=4 s ^h("b",1)=5 m ^("a",1.5)=^(1.5,.5,"-0") w $q(^g) w:$d(^g($c(255),$na(^(1),0),-1)) ^("a","-1",1.5) w ^("1.0",$g(^(1),2)) w "/",$r d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^g("b","a","a")=0 s ^h(1,1E-5,$g(^h(2),"q"))=1 zk @y@("1E2") w $o(^(-1,"123456789012345678901"),-1) w "/",$r d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^g(1,10)=0 s ^g("+1")=1 s ^h($g(^h(2),"q"),"a",$c(255))=2 s ^g=3 s ^h(1.5,-1)=4 s ^h(".",$g(^(1),2))=5 d st("f i=1:1:$d(^g)+1 s ^(i)=$r") d st("w @y_$r") d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^g("1.0",a,"a")=0 s ^g(b,$g(^h(2),"q"))=1 s ^g(1)=2 s ^g(1.5)=3 d st("w $na(^h(-1,a),0)") d st("w $g(^h(""a""))") d all
 w ! q
