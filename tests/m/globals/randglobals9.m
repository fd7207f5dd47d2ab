randglobals9 ; random globals
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
init k  s a="ABC",b=1,c=0,d="aaa",e=.000001,f="aXbXc",v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h s ^g($na(^(1),0),$g(^h(2),"q"),"b")=0 s ^g=1 d st("s ^($r)=""x^y^z""") d st("x ""w ^(1)""") d st("zk ^(""b"",$g(^(1),2))") d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^g=0 s ^g=1 s ^g=2 s ^h("b")=3 w $q(@$na(^g(3,$o(^g(1))))) w $$fun(^(1E20),@y@(10)) w $s($d(^g("b")):^g($d(^(2))),1:$r) w $s($d(^g("+1")):^h($o(^g(1)),-.5),1:$r) w "/",$r d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^h(10)=0 s ^g("a",$g(^(1),2),"b")=1 s ^g($d(^(2)),3,1.5)=2 s ^h(123456789012345678,b)=3 w ^h_$r w $i(@y@("1.0"),1) s $p(@y,",",1)="aaa" w "/",$r d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^g(3,2,$na(^(1),0))=0 s ^h("1E2",2)=1 d st("s x(@$na(^g(-1)))=^(""-0"",""a b"")") d st("w $d(^g)") d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^g("b")=0 s ^g($g(^(1),2),-1E10,.5)=1 d st("s $e(^g($d(^(2)),0,""a""),3)=12345") d st("w:$d(@y) @y") d st("w @$q(^g)_$r") d st("w $s($d(^g):@$q(^g(b,$o(^g(1)),$na(^(1),0))),1:$r)") d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^h(-1E10)=0 s ^g("a",0)=1 s ^h(3)=2 s ^h=3 s ^g(1.5,$g(^(1),2))=4 s ^g("b",3,"-1")=5 w ^g(a,2) s ^g("","1")=$r w $ql($na(^g(3,3,3))),$qs($na(^(1E20,2,3)),0) s ^h("a")=$r w "/",$r d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^g=0 s ^g("a",1.5)=1 s ^h(10,1)=2 s ^g(2,".",.5)=3 s ^g=4 s ^g($d(^(2)),-1,"b")=5 d st("w @$na(^g(2,3))=^g(123456789012345678,-1,10)") d st("w $g(^($o(^g(1)),$o(^g(1)),$c(0)))") d st("m ^($o(^g(1)))=w") d st("w $s($d(@(""^g(""_1_"")"")):@y,1:$r)") d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^g=0 s ^g($o(^g(1)),$d(^(2)))=1 s ^h(1.5)=2 s ^g($na(^(1),0),1)=3 s ^g=4 d st("w @""^(2)""=^g($r,123456789012345678,""a"")") d st("s ($p(@y,""b""),^h)=$i(^g(1,""""))") d st("w $i(^(""a"",1.5),1)") d st("s $e(@$q(^g(10,3,1)),2,4)=a") d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^g(2,$d(^(2)),"b")=0 s ^g(b,"1.0",$o(^g(1)))=1 m w=^h("a","a"_$c(1)) x "w ^(1)" w $o(^(3,a,1.5),1) s ^g=$g(^($d(^(2))),^g(-1,$r)) s $e(@("^g("_1_")"),1)=a w "/",$r d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^h($o(^g(1)),-1,"a")=0 s ^h=1 s ^g=2 s ^h=3 d st("s $p(^h(10,10),"","",2)=a") d st("i $d(^(""01"",$o(^g(1)),-1)),^(-1,-1,$c(255)) w ""t""") d st("k ^($na(^(1),0)),^($g(^(1),2))") d st("w $d(^g($d(^(2)),3,$r))") d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^g(10,"a")=0 s ^g(2,-1,$g(^(1),2))=1 d st("m ^h=@$na(^h(1.5,1E20,1))") d st("w $zp(^($d(^(2)),$o(^g(1)),$r))") d st("s ^(1.5)=$g(^g($r))") d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^g("A",1E-5)=0 s ^g("+1")=1 s ^g("a",1,"b")=2 i $d(^h("1E2","1.",3)),^g w "t" w $q(^g,-1) w "/",$r d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^g(3,.5)=0 s ^g(.5,"a","1.0")=1 s ^h(1.5,3,$g(^(1),2))=2 s ^g=3 s ^g(2,$g(^(1),2),$g(^(1),2))=4 s ^g=5 s ^g("b",1.5)=$g(^g) l +^g(10,"1.",$g(^h(2),"q")):0 l w $ql($na(@$na(^(".")))),$qs($na(^g(10,1.5)),1) w "/",$r d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^g("b","01")=0 s ^g=1 s ^g($o(^g(1)),"b")=2 s ^g(-1,"a",c)=3 s ^h($d(^(2)),1)=4 s ^h("-1","a",2)=5 d st("w $g(^g($g(^(1),2),$d(^(2)),"".""))") d st("w $d(^g(""a"",123456789012345678,""""))") d st("w $zp(^g(-1,""01"",10))") d st("s ^g(""01"",10)=""1.2.3""") d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^g($na(^(1),0),10,"b")=0 s ^g(b,$na(^(1),0),"b")=1 s ^g("-0",2)=2 s ^h("1.0",1)=3 s ^g("",".","-")=4 d st("w $g(^g,^(2,""a""))") d st("k ^g($g(^h(2),""q""),""a""),@$na(^g)") d st("s $e(^g(""1E46"",$na(^(1),0),""-1""),1)=$g(^g(""A"",123456789012345678,1E20))") d st("w $g(^h(""01"",c,1))") d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^g(2,2)=0 s ^g("1.",$d(^(2)))=1 s ^g("+1")=2 s ^g("-0","b")=3 d st("k @$q(^h(2))") d st("k ^g,^g($r,$r)") d st("f i=1:1:$d(^g(1))+1 s ^(i)=$r") d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g(1.5,10)=0 s ^h=1 s ^g=2 s ^g(3)=3 s ^h=4 s ^h(-1,1.5)=5 w $g(^(10,10,$g(^(1),2)),^h(b,3)) w $s($d(^g(1E20)):^g("-","a",$na(^(1),0)),1:$r) s (^g(10,-1,$g(^h(2),"q")),^(2,-1))=$g(^g,^g) w $g(^h) zwr ^g w "/",$r d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^g(a,$na(^(1),0))=0 s ^g($d(^(2)),2,10)=1 s ^h("123456789012345678901",$g(^(1),2),"1")=2 s ^g("a",1,$g(^(1),2))=3 s ^g(10,"a"_$c(1),$o(^g(1)))=4 s ^h(10)=5 w $g(^g(2)) m w=@$q(^g(1.5,"a")) w $o(^("a",$g(^h(2),"q"),10),-1) w $s($d(^h):^g(2,"a"_$c(1)),1:$r) w "/",$r d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^g=0 s ^g=1 s ^g(10)=2 s ^g=3 m ^g=w k ^h("a b"),^g w $ql($na(^g(2,$d(^(2))))),$qs($na(@$na(^("1E46"))),2) w "/",$r d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g=0 s ^h("1.0")=1 s ^h("b","+1",1.5)=2 m ^h("%")=^g($d(^(2)),$d(^(2)),"A") s ($p(^g,"b"),@"^(2)")=a zk ^(a,"01",$c(255)) w ^("-",-1,1) k ^g(3,$na(^(1),0),3),@$na(^g("1E46",1,-1E10)) w "/",$r d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^g(10,"A",a)=0 s ^g(2)=1 s ^g(3,100,1.5)=2 s ^h($g(^h(2),"q"),100,1E20)=3 s ^g("-0","a"_$c(1),"01")=4 d st("w $o(^g(2,-1E10,""a""),-1)") d st("d sub(^h($d(^(2))))") d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(3,$c(0),"b")=1 s ^g=2 s ^g(1.5,"%",-1)=3 s ^g("+1",$na(^(1),0),a)=4 s ^g(10,1.5)=5 s @("^g("_1_")")=$g(^(2),^h) zwr ^h($na(^(1),0),10,1.5) s ^h(1.5,$d(^(2)))=$i(^g(2,$d(^(2)),0)) w $$fun(^(10),^("+1",1.5,3)) s @y=$r s $e(@"^(2)",1)=$r w "/",$r d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^g($d(^(2)))=0 s ^g("1E2","a",1.5)=1 s ^h(1.5,"1E2")=2 s ^g("b")=3 s ^g(1E20,a)=4 d st("s ^g($na(^(1),0),-1,1)=$g(^h(10,""b"",""b""),^g(-.5,""a""_$c(1),""b""))") d st("s ^g=$i(^h(100,-.5))") d st("w ^g=@$q(^h(2))") d st("k ^(2)") d st("k ^(1.5,-1,100)") d st("zk ^g") d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^g("b",$r,1.5)=0 s ^g("b","b",a)=1 s ^h(10,"b",-1E10)=2 w $ql($na(^h("a","A"))),$qs($na(^h),1) x "w ^(1)" w "/",$r d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^g("+1")=0 s ^g("b","1E46",3)=1 s ^g(1,"a","+1")=2 d st("m ^($na(^(1),0),""."",1)=w") d st("zk ^(1,1E20,$g(^h(2),""q""))") d st("k ^h,^("""",$d(^(2)))") d st("w $g(^(1,-1))") d st("w $o(^h($g(^h(2),""q""),10))") d all
 w ! q
