kills ; KILL, ZKILL and lists of them
 n t f t="k ^g","k ^g(1)","k ^(1)","k ^(2)","k ^g(1,2)","zk ^g(1)","zk ^(2)","zwithdraw ^g(1,2)","zk ^g","k ^g(1),^h","k ^g(7)","k ^nog","k ^g(""x"",1)","k ^g(""x"",1,1)","zk ^g(""x"")","k (^g)","k (x)","k","k ^g(1),^(""x"")","k @""^g(1)""","k @""^g(1),^h""","k @""^(3)""","s y=""^g"" k @y@(1)","s y=""^g(1)"" zk @y,@y@(2,3)","k ^g(^g(1))","k ^g(^g(1,2)),^(1)","k:0 ^g","k:$d(^g(1)) ^(1)","k ^g(1,2,3),^(2) k ^(1)","k ^g(1),^g(9,9)","zk ^g(1),^(9),^(""x"",1)","k ^g($c(0))","k ^g("""")","k w,^g,x","k *w","k ^g k ^g","s ^g=5 zk ^g","s ^g=5 k ^g(1),^g(""x"")" d one(t)
 q
one(t) d fill,try(t),all("^g"),all("^h") w "   ",$d(^g)," ",$d(w)," ",$d(x),! q
fill k ^g,^h,w,x,y s ^g(1)=1,^g(1,2)=12,^g(1,2,3)="b",^h(5,6)="q",^g("x",1,1)=5,w(1)=1,w("b",2)=3,x=7,y=8,z=^g(1,2) q
all(n) n q s q=n w:$d(@q)#2 "   ",q,"=",$zwrite(@q),! f  s q=$q(@q) q:q=""  w "   ",q,"=",$zwrite(@q),!
 q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
