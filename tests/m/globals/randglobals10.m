randglobals10 ; random globals
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
init k  s a="AbC123",b=-3,c="E5",d=1E10,e="12abc",f=.000001,v(1)="one",v("x")=-5,v(2)="2,3",x="" q
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
 w "0: " s y="^g(1)" k ^g,^h s ^g(.5,$g(^h(2),"q"),123456789012345678)=0 s ^g("%",2)=1 m ^g=^g m ^g(2,"-")=@$na(^(10)) f i=1:1:$d(^("a"))+1 s ^(i)=$r m ^g("b",$o(^g(1)),"a")=w d sub(@$q(^g)) w "/",$r d all
 w ! q
c1 n (i0) d init n $et s $et="g trap"
 w "1: " s y="^g(1)" k ^g,^h s ^g("a b","a"_$c(1),1.5)=0 s ^h=1 d st("w $i(^g,.5)") d st("s $e(^g,1)=$g(^h(.5,""b"",""+1""),^h(""A"",-.5))") d st("s ^h=$r") d st("w ^h($g(^(1),2))=^(""a b"")") d all
 w ! q
c2 n (i0) d init n $et s $et="g trap"
 w "2: " s y="^g(1)" k ^g,^h s ^g("b","b")=0 s ^h($d(^(2)),3,1.5)=1 s ^h(10)=2 s ^h(1)=3 s ^g(2,"b")=4 s ^h("a",1E20,10)=5 w $ql($na(^($na(^(1),0),"a"))),$qs($na(^("a",1.5,$na(^(1),0))),2) d sub(^h("a b")) s (^g,^g(1))=.000001 s y=$na(^g(2,1.5,1)) s y=$na(^g(c,a)) w "/",$r d all
 w ! q
c3 n (i0) d init n $et s $et="g trap"
 w "3: " s y="^g(1)" k ^g,^h s ^g=0 s ^g(1.5,-1E10,1.5)=1 s ^h(1,2,a)=2 s ^g=3 s ^g(.5)=4 s ^h=5 d st("s ^(-1E10,a)=$g(^h)") d st("zwr ^g(""a""_$c(1))") d st("d sub(^h(-1,1.5))") d st("w $g(^h(2,$na(^(1),0)),^g(10))") d all
 w ! q
c4 n (i0) d init n $et s $et="g trap"
 w "4: " s y="^g(1)" k ^g,^h s ^g=0 s ^h(-1,0)=1 s ^g("-0","a")=2 w:$d(^g) ^g(10) s x(^g($d(^(2))))=^h("-",-1,.5) i $d(^(1E-5,"1.","a")),@y w "t" w "/",$r d all
 w ! q
c5 n (i0) d init n $et s $et="g trap"
 w "5: " s y="^g(1)" k ^g,^h s ^g("-",-.5)=0 s ^g("b",".",2)=1 d sub(^g("-1",$o(^g(1)),"b")) s $e(^(.5,-1,-1),2,4)=7 s (^g($o(^g(1)),1.5,2),^g(-1,"",1))=2147483648 w "/",$r d all
 w ! q
c6 n (i0) d init n $et s $et="g trap"
 w "6: " s y="^g(1)" k ^g,^h s ^g("-0",1.5)=0 s ^h($o(^g(1)),"a b")=1 s ^h=2 s ^g("1.0",2)=3 s ^h(".",-.5,$na(^(1),0))=4 d st("k ^(10,""b"",3),^g") d st("zk @$na(^g(""a""_$c(1)))") d st("w $g(^($g(^(1),2)))") d all
 w ! q
c7 n (i0) d init n $et s $et="g trap"
 w "7: " s y="^g(1)" k ^g,^h s ^h(-1)=0 s ^h=1 s ^g(3,a,-1)=2 s ^g(b,"b")=3 s ^g=4 s ^g(1,-1,"b")=5 d st("s ^g=""""") d st("s (^g(""-1"",""01"",100),^(""b"",$g(^h(2),""q""),""123456789012345678901""))=$r") d st("zk ^(""-1"","""")") d st("s ($p(^(a,""A""),""b""),^g(""1E46""))=$i(^g)") d st("l +^g:0 l") d all
 w ! q
c8 n (i0) d init n $et s $et="g trap"
 w "8: " s y="^g(1)" k ^g,^h s ^g(.5)=0 s ^g(2,123456789012345678,$r)=1 s ^g($d(^(2)),a)=2 s ^h($g(^(1),2),2)=3 s ^g=4 d st("w $d(@""^(2)"")") d st("m ^(-1,10)=^(a)") d st("w $zp(^($d(^(2)),""b"",2))") d all
 w ! q
c9 n (i0) d init n $et s $et="g trap"
 w "9: " s y="^g(1)" k ^g,^h s ^h=0 s ^h("b")=1 s ^h(123456789012345678,"a")=2 s ^g("-",$d(^(2)),10)=3 s ^g=4 s ^(1E-5,$d(^(2)))=$i(^g(1.5,"+1")) w $o(^("a b",a,1.5),-1) w $o(^(-1)) k ^g(b,1.5) w "/",$r d all
 w ! q
c10 n (i0) d init n $et s $et="g trap"
 w "10: " s y="^g(1)" k ^g,^h s ^g("b",1,"a b")=0 s ^g($g(^(1),2),2,2)=1 s ^g=2 s ^g("-0","a"_$c(1))=3 s ^g("1.",100,"a")=4 s ^g($na(^(1),0))=5 d st("w $q(^($g(^(1),2)),-1)") d st("zk ^g(-1,""A"",-1)") d st("zwr ^g") d st("w:$d(^h(""a"",123456789012345678,-1)) ^(-1,""a"",""b"")") d all
 w ! q
c11 n (i0) d init n $et s $et="g trap"
 w "11: " s y="^g(1)" k ^g,^h s ^g("%")=0 s ^g("123456789012345678901",10,-1)=1 s ^g=2 s ^g=3 d st("s x(^(""-0"",1.5))=^g(-1)") d st("w $d(^g(a,1.5,1))") d st("i $d(^(a,""a"",""1E46"")),^h w ""t""") d all
 w ! q
c12 n (i0) d init n $et s $et="g trap"
 w "12: " s y="^g(1)" k ^g,^h s ^g($c(255),$c(0))=0 s ^g($r)=1 s ^g=2 s ^h(-1)=3 s ^h("")=4 s ^h(a,2)=5 d st("w ^g(""123456789012345678901"",""b"",1)") d st("s ^g(""b"",""b"")=a") d st("k ^(""a"")") d st("w ^h($d(^(2)))_^g(-1,$d(^(2)),c)") d st("s $e(@y,1)=""abc""") d st("w:$d(^g) ^h(2,""+1"")") d all
 w ! q
c13 n (i0) d init n $et s $et="g trap"
 w "13: " s y="^g(1)" k ^g,^h s ^h=0 s ^g("01")=1 d st("w $na(^g($g(^h(2),""q""),$r),1)") d st("w @$q(^g)_$r") d all
 w ! q
c14 n (i0) d init n $et s $et="g trap"
 w "14: " s y="^g(1)" k ^g,^h s ^g("b",-1E10)=0 s ^g(3)=1 s ^g(-1,1,1)=a w $q(^h) k @$na(^h(1.5)) w $na(^g($na(^(1),0),"+1"),0) m w=@$q(^g("-")) w "/",$r d all
 w ! q
c15 n (i0) d init n $et s $et="g trap"
 w "15: " s y="^g(1)" k ^g,^h s ^h("a",1)=0 s ^h=1 s ^g(1.5,2)=2 s ^h=3 w ^($g(^h(2),"q"))_$r s $p(^g,",",2)=-1 w $g(^g,@$na(^g)) s y=$na(^h(10)) w $g(^g("b","-1"),^(10,$r)) w "/",$r d all
 w ! q
c16 n (i0) d init n $et s $et="g trap"
 w "16: " s y="^g(1)" k ^g,^h s ^g=0 s ^h($g(^(1),2),$na(^(1),0))=1 s ^g(1,b,"a")=2 s ^g(0,123456789012345678,"a")=3 s ^g($g(^h(2),"q"),$g(^h(2),"q"),a)=4 s ^g($d(^(2)))=5 d st("w $$fun(^(.5,""1.""),^(10,$na(^(1),0),$g(^h(2),""q"")))") d st("w ^g(1,2)_^(-1,1E20,""b"")") d st("w $i(^(""a""),""2x"")") d st("s ^g(-1)=""abc""") d st("k ^g($r)") d all
 w ! q
c17 n (i0) d init n $et s $et="g trap"
 w "17: " s y="^g(1)" k ^g,^h s ^h(1.5)=0 s ^h($c(0),1.5)=1 s ^h=2 s ^g=3 s ^h("+1",$o(^g(1)),"a")=4 s ^g(1)=5 d st("w $g(^g,^g)") d st("m ^g(""-"",$o(^g(1)))=w") d st("x ""w ^(1)""") d st("w:$d(^g(""+1"",$c(0),$d(^(2)))) ^g") d all
 w ! q
c18 n (i0) d init n $et s $et="g trap"
 w "18: " s y="^g(1)" k ^g,^h s ^h(2,10,$g(^h(2),"q"))=0 s ^g(-1,-.5)=1 s ^g(1,$g(^(1),2))=2 s ^h(3,3)=3 d st("w ^g(""+1"",3)=@y@(""a"")") d st("w $s($d(^h):^(1.5,$r),1:$r)") d st("s $p(^h(10,1.5,1),"","",$g(^(1)))=$g(^h($c(255)))") d st("w $na(^g($o(^g(1))))") d st("w ^(""b"",""b"")") d st("s ^h(1)=$r") d all
 w ! q
c19 n (i0) d init n $et s $et="g trap"
 w "19: " s y="^g(1)" k ^g,^h s ^g(1.5,1.5,10)=0 s ^g=1 s ^h(-1,"1.0",-1)=2 d st("w $g(^h(1,b,""-""),^g($c(255),b,$g(^h(2),""q"")))") d st("s $e(^g,1)=$g(^h(""a"",10,1.5),^g(""a"",10,3))") d st("s $e(^(3,1.5,""b""),1)=$r") d st("w $g(^g($g(^(1),2),""1""))") d st("w $d(^h($d(^(2)),""123456789012345678901""))") d all
 w ! q
c20 n (i0) d init n $et s $et="g trap"
 w "20: " s y="^g(1)" k ^g,^h s ^h=0 s ^g("1E46")=1 s ^g("b",1)=2 s ^g(-1)=3 s ^g($na(^(1),0),$r)=4 s ^g(2,1.5,"b")=5 d st("s $e(^g(0,$g(^h(2),""q"")),1)=$g(^g)") d st("s @(""^g(""_1_"")"")=$g(^g("""",$d(^(2)),1))") d all
 w ! q
c21 n (i0) d init n $et s $et="g trap"
 w "21: " s y="^g(1)" k ^g,^h s ^h(10,$g(^(1),2),1)=0 s ^g=1 s ^g=2 s ^h($r,a,"1E2")=3 w $g(^("a","-")) w $ql($na(^h(3,1.5,3))),$qs($na(^($g(^(1),2))),2) w "/",$r d all
 w ! q
c22 n (i0) d init n $et s $et="g trap"
 w "22: " s y="^g(1)" k ^g,^h s ^g("1E46")=0 s ^h=1 s ^h(10,123456789012345678,2)=2 d st("w $zp(^h)") d st("m ^g(1E20,""A"")=^g") d st("s ^($g(^h(2),""q""))=$g(^g($r),^g)") d st("x ""w ^(1)""") d st("zwr ^g") d st("s ^h(c,$g(^h(2),""q""),1)=$g(^h,^g(2))") d all
 w ! q
c23 n (i0) d init n $et s $et="g trap"
 w "23: " s y="^g(1)" k ^g,^h s ^g(-1,2,100)=0 s ^g($c(255))=1 s ^g(1,"1E2")=2 s ^g=3 s ^h(3,1.5)=4 w ^(-1E10,1.5)_^g(1,"",3) x "w ^(1)" w ^g(2,$o(^g(1)),1.5) s $e(^h(-1,1,$na(^(1),0)),2,4)=$r w "/",$r d all
 w ! q
c24 n (i0) d init n $et s $et="g trap"
 w "24: " s y="^g(1)" k ^g,^h s ^h($r,10)=0 s ^h("b","a")=1 s ^g($g(^h(2),"q"),3)=2 d st("zk @$na(^(a))") d st("s ^g=a") d st("d sub(^(.5,""a b""))") d all
 w ! q
