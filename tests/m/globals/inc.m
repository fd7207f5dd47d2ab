inc ; $INCREMENT of globals
 n t d fill f t="w $i(^c)","w $i(^c,5)","w $i(^c,-.5)","w $i(^c,""x"")","w $i(^c,""2x"")","s ^c=""abc"" w $i(^c)","s ^c=""3abc"" w $i(^c)","s ^c=""1E5x"" w $i(^c)","s ^c="""" w $i(^c,0),$d(^c)","w $i(^n(1,2,3)),$d(^n),$d(^n(1))","w $i(^(4)),$i(^(4)),$i(^(4,5))","s ^c=999999999999999999 w $i(^c)","w $i(^c,^h(5,6))","w $i(^g(1),^g(1,2))","w $i(^(7),$i(^h(1)))","w $i(^h($i(^h)),$i(^h))","w $i(@""^c"",2)","s y=""^c"" w $i(@y),$i(@y@(1),3)","w $i(^c,^nog)","w $i(^c,.1)+$i(^c,.2)","s ^c=-3 w $i(^c,-$i(^c))","s ^(2)=$i(^g(1)),x=$i(x,$i(^(2))) w x","w $i(^c($i(^c),$i(^c)))","w $incr(^c),$INCREMENT(^c,2)" d try(t)
 d all("^c"),all("^n"),all("^h"),all("^g")
 q
fill k ^g,^h,w,x,y s ^g(1)=1,^g(1,2)=12,^g(1,2,3)="b",^h(5,6)="q",^g("x",1,1)=5,w(1)=1,w("b",2)=3,x=7,y=8,z=^g(1,2) q
all(n) n q s q=n w:$d(@q)#2 "   ",q,"=",$zwrite(@q),! f  s q=$q(@q) q:q=""  w "   ",q,"=",$zwrite(@q),!
 q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
