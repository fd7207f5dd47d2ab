zwexact ; ZWRITE of nodes that are named, there and not
 n t d fill f t="zwr ^g(1,2)","zwr ^g(7,8)","zwr ^g(1,2,3)","zwr ^g(1,""x"",3)","zwr ^nog(1,2)","zwr ^nog","zwr ^g(7)","zwr ^g(1,7)","zwr w(7,8)","zwr w(1,7)","zwr nol(1,2)","zwr ^g(7,*)","zwr ^g(1,7,*)","zwr ^g(7:,1)","zwr ^g(1,2:3,4)","zwr ^g(,7)","zwr ^g(""x"",1,)","zwr ^g(7,)","zwr ^g(1,7,?1N)","zwr ^g(""x"")","zwr ^g(""x"",1)","zwr ^g(""x"",2,1)","zwr w(""b"")","zwr w(""b"",3,4)","zwr ^g(1,2),^g(7,7)","zwr ^g(1),w(1)" d try(t)
 n r f r="^g","^g(1)","^g(1,2)","^g(1,2,3)","^g(7)" f t="zwr ^(1)","zwr ^(1:2)","zwr ^(*)","zwr ^(2)","zwr ^(2,3)","zwr ^(7,8)","zwr ^(:2)","zwr ^(2,*)" s x=$g(@r) w r,": " d try(t)
 q
fill k ^g,^h,w,x,y s ^g(1)=1,^g(1,2)=12,^g(1,2,3)="b",^h(5,6)="q",^g("x",1,1)=5,w(1)=1,w("b",2)=3,x=7,y=8,z=^g(1,2) q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
