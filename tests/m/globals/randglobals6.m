randglobals6 ; random globals
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
init k  s a="12abc",b=999999999999999999,c="1.2.3",d="-0",e=1000000,f="1.2.3",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h s ^g=0 s ^g("+1","a"_$c(1),a)=1 s ^g(-1,"b")=2 d st("s (^(""b"",-1),^g)=$i(^(1.5))") d st("s ^g(""01"")=""-""") d st("s $p(^h(.5,""b"",$na(^(1),0)),"","",0)=$g(^($na(^(1),0)))") d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^g("b",$o(^g(1)),"a")=0 s ^h("-",$na(^(1),0))=1 s ^g(3,"b","")=2 s ^h("a b",-1)=3 s ^g("")=4 d st("m ^h=w") d st("s x(^g)=^g") d st("w $s($d(^g(1E20)):^g,1:$r)") d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^h=0 s ^g(1.5,123456789012345678)=1 s ^g(-1E10)=2 s ^h(2)=3 s ^h(3)=4 s ^g($r,$g(^(1),2))=5 s y=$na(^($r,1.5,2)) w $o(@y@(1.5),1) s $p(@y@(1.5),",",0)=$g(^($na(^(1),0),$g(^h(2),"q"),"1E2"),^h) w ^g("A",$g(^(1),2),a)_@$q(^g) w $zp(^(a,-1,$o(^g(1)))) w "/",$r d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^h(1.5,$o(^g(1)),"")=0 s ^h("a"_$c(1),"1E2")=1 s ^g(1.5,a,"a")=2 s ^g(c)=3 s ^g($na(^(1),0))=4 s ^h(10,"b")=5 d st("zk ^g(""+1"",-1,""b"")") d st("w $zp(^h)") d st("w $s($d(^h(""1"",c)):^(""1"",1E20),1:$r)") d st("x ""w ^(1)""") d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^g=0 s ^h("b",$g(^(1),2))=1 s ^g(1.5,1)=2 s ^g($g(^h(2),"q"),-1,-1)=3 s ^h($g(^(1),2),b)=4 zwr ^h i $d(^h(-1,-1,"a")),^(1) w "t" w $ql($na(^g)),$qs($na(@y@(.5)),0) x "w ^(1)" w $q(^g,-1) w "/",$r d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^h=0 s ^h("-0","b")=1 s ^g(-1)=2 s ^g(10,10)=3 s ^g(b,$d(^(2)))=4 w $zp(^h("b")) w $na(^(-1,1.5)) zk ^h w $ql($na(^("A",.5))),$qs($na(^g("1.0",1,$na(^(1),0))),0) s ^h(-1,$d(^(2)))=1E10 s ^g(1,$d(^(2)),1E20)=$r w "/",$r d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^g(-1,"a")=0 s ^h(1E-5,$g(^h(2),"q"))=1 s ^g(-1,$g(^(1),2))=2 s ^h(-.5)=3 s ^h=4 d sub(^(10)) d sub(^g("1E2","a")) s @"^(2)"=$g(^g,^g("b",$g(^(1),2))) w "/",$r d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^h=0 s ^g("a b","1E2",100)=1 s ^g(10,10)=2 zk ^h(.5) w $d(@("^g("_1_")")) w "/",$r d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^g(-.5,$d(^(2)))=0 s ^g(1.5,"a"_$c(1))=1 d st("w $s($d(^g(-1,""123456789012345678901"",3)):^g(1),1:$r)") d st("s y=$na(^h)") d st("w $g(^h(1,-1,b),^g($o(^g(1)),2))") d st("m ^h=^g") d st("w $na(^g(10,1.5,""1.0""))") d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^h(-1E10,1.5,"a"_$c(1))=0 s ^h($g(^h(2),"q"))=1 s ^g(3,10)=2 s ^g("1.","b","123456789012345678901")=3 s ^g(b,"1E2")=4 s ^h=5 w $ql($na(^(a,"A"))),$qs($na(^h("1E46",0,1.5)),1) w $d(@$na(^g(10,-1,""))) w $ql($na(^g)),$qs($na(^g(1.5)),0) f i=1:1:$d(^g($o(^g(1)),$r))+1 s ^(i)=$r s ($p(@y,"b"),^g($r))=4E17 m w=^("1","a",10) w "/",$r d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^g(3,"",.5)=0 s ^g(1,-1)=1 s ^g=2 s (^g(3,-1,"A"),^g("123456789012345678901",123456789012345678))=a s ($p(^g($o(^g(1))),"b"),^g)=a s $e(@y@(10),1)=a w $d(^g(1.5,$na(^(1),0),"a")) x "w ^(1)" k @y w "/",$r d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^g("",$d(^(2)),.5)=0 s ^g(10,$na(^(1),0))=1 s ^h=2 d st("w ^h(""-0"",$o(^g(1)),$o(^g(1)))_^g($g(^h(2),""q""))") d st("s $e(^g,1)=""1.0""") d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^h(-1E10,a)=0 s ^g=1 s ^g(a,"1.")=2 s ^g($r)=3 s ^g=4 d st("w $q(^h)") d st("w ^g($g(^h(2),""q""))=^g(100,""01"")") d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^g=0 s ^h("a",-1,$na(^(1),0))=1 d st("w $d(^h(123456789012345678))") d st("zk ^(c,3,2)") d st("i $d(^g($r,$na(^(1),0),1E20)),^h(""a"",1,$d(^(2))) w ""t""") d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^g($na(^(1),0),b)=0 s ^g=1 s ^g(a)=2 s ^g("1.0","1E2")=3 s x(^g(-.5))=^g(3,a) k ^g(10),^g w $s($d(^(3,$r)):^g(1.5,"+1"),1:$r) k ^g("1.") w:$d(^g(3)) ^g("a") w "/",$r d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^h("-",-1,$o(^g(1)))=0 s ^g("a b","b",10)=1 s ^g("A",1)=2 s ^g(a)=3 s ^g($c(0),10)=4 s ^h=5 s ^(3,a,123456789012345678)=-1 w $d(^g("-1")) w "/",$r d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g(-1,"",3)=0 s ^h=1 s ^g(1,"a")=2 s ^h=3 s ^g("b")=4 d st("zk ^g(.5,""b"")") d st("k ^g(2,10)") d st("x ""w ^(1)""") d st("m ^g($d(^(2)))=w") d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^g=0 s ^h($g(^h(2),"q"))=1 s ^g(1,1.5,-.5)=2 s ^g=3 s ^h($g(^(1),2),$d(^(2)),"01")=4 d st("w:$d(^g(""1."",$g(^(1),2),""1"")) @y@(""b"")") d st("w @y=^h") d st("w ^g($na(^(1),0),$g(^h(2),""q""))=@""^(2)""") d st("m ^h($g(^(1),2))=^g($d(^(2)),$d(^(2)))") d st("w $$fun(^h(c),^(a,$d(^(2))))") d st("w $g(^g,^(""b"",-1,""a""))") d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^g(-.5,$na(^(1),0),2)=0 s ^g($g(^(1),2),1E20)=1 s ^g(1.5,"1",10)=2 s ^g(10)=3 s ^h=4 d st("w $$fun(@""^(2)"",^g)") d st("f i=1:1:$d(^g(1.5))+1 s ^(i)=$r") d st("s @y=$g(^h(10))") d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(10)=1 s ^g($g(^h(2),"q"),$d(^(2)))=2 s ^h("-1",123456789012345678)=3 s ^g(-1,$g(^h(2),"q"),"b")=4 w $g(^g("a",2)) w $q(^("1.0")) zk ^g s $e(^h(10),2,4)=$g(^g(3),^g) w:$d(^g("123456789012345678901",$o(^g(1)))) ^g w ^g(a,"+1")=^(1) w "/",$r d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(10,2)=1 s ^g(3,"a","123456789012345678901")=2 s ^g=3 d st("w $g(^(3),@y)") d st("zwr ^g($r,-1,$o(^g(1)))") d st("l +^(100):0 l") d st("w $g(^g(10,1.5,1E-5),@y@(""a""))") d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^g($o(^g(1)))=0 s ^h(1,-1,10)=1 s ^g=2 w ^g(0) w:$d(^g(-1E10,1)) ^h(10,$g(^(1),2)) w $i(^h,"2x") s (^h(10),^g($g(^(1),2)))=1.5 w "/",$r d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^h("-0","a")=0 s ^g($g(^(1),2))=1 s ^g(1)=2 s ^h=3 s ^g(10)=4 s ^h(3,123456789012345678,100)=5 d st("x ""w ^(1)""") d st("w ^h(""b"",$c(0))_$r") d st("s (@$q(^g(-.5,""."")),^(""A"",123456789012345678))=""1.0""") d st("w @$na(^h)_$r") d st("zk ^(10)") d st("k ^($g(^h(2),""q""),""1E2"",b)") d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^g("a"_$c(1),3)=0 s ^h(0)=1 s ^g("a",$g(^h(2),"q"))=2 s ^h(3,a)=3 s ^h(.5,10,10)=4 s ^g("a b",1.5,-1)=5 d st("w $na(^g(1E-5,10),1)") d st("s ^h(0)=a") d st("k @(""^g(""_1_"")""),^g") d st("d sub(^h(-1))") d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^g(10,-1)=0 s ^h(1)=1 s ^g=2 s ^g(2)=3 s ^g(1.5,1,"%")=4 w ^($d(^(2)),"-1")_^g w ^g("a")_^g($c(0)) w $$fun(^h,@y@($c(255))) m ^g=w f i=1:1:$d(^g(10,2))+1 s ^(i)=$r w $na(^("a",$c(0)),2) w "/",$r d all
 w ! q
