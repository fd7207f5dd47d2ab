nknone ; naked references when there is nothing to refer to
 n t f t="w ^(1)","s ^(1)=1","k ^(1)","zk ^(1)","m ^(1)=w","m w=^(1)","m ^(1)=^(2)","m ^(1)=^g(1)","m ^g(1)=^(1)","w $d(^(1))","w $g(^(1))","w $g(^(1),5)","w $o(^(1))","w $q(^(1))","w $na(^(1))","w $i(^(1))","s $p(^(1),1)=2","s (^(1),x)=3","s (^(1),x)=^g(1)","s ^(2)=^g(1,2)","l ^(1)","l +^(1):0","zwr ^(1)","zwr ^(*)","w @""^(1)""","s @""^(1)""=2" d one(t)
 q
one(t) d fill s x=$g(^g) d try(t) q
fill k ^g,^h,w,x,y s ^g(1)=1,^g(1,2)=12,^g(1,2,3)="b",^h(5,6)="q",^g("x",1,1)=5,w(1)=1,w("b",2)=3,x=7,y=8,z=^g(1,2) q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
