tpnaked ; transactions: what comes back and $REFERENCE
 n t d fill f t="ts  s ^g(1)=2 w $r tro  w $r,^g(1)","ts  s ^(5)=2 tc  w $r,^(5)","ts  k ^g w $d(^g) tro  w $d(^g)","ts  s ^g(1)=3 ts  s ^g(1)=4 tro -1 w ^g(1) tc  w ^g(1)","ts  m ^h(1)=^g tro 0 w $d(^h(1))","ts  s x=$i(^g(1)) tro  w x,^g(1)","ts (x) s x=5,^g(1)=9 tro  w x,^g(1)","ts  zk ^g(1) w $o(^g("""")),$q(^g) tro  w $q(^g)","ts  s ^n(1)=1 w $o(^g($c(255))),$o(^n("""")),$d(^n) tro  w $d(^n)","ts  k ^g(1) s ^g(1,7)=1 w $q(^g),$q(^g(1,7),-1) tc  zwr ^g","ts  f i=1:1:5 s ^t(i)=i k:i#2 ^t(i) tc  zwr ^t","ts  k ^t s ^t(9)=1 w $o(^t(\"\")),$o(^t(\"\"),-1) tro  w $o(^t(\"\"),-1)","ts  s ^t=1,^t(3)=4 m ^t(3)=^t k ^t(2) tro -1 w $tl,$d(^t(2))","w $tl","tc","tro","ts  tro 5","ts  tro  tro","ts  w $tl ts  w $tl tro -1 w $tl tro  w $tl" d try(t) tro:$tl
 zwr ^g zwr:$d(^h) ^h
 q
fill k ^g,^h,w,x,y s ^g(1)=1,^g(1,2)=12,^g(1,2,3)="b",^h(5,6)="q",^g("x",1,1)=5,w(1)=1,w("b",2)=3,x=7,y=8,z=^g(1,2) q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
