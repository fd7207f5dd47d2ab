nkmerge ; naked references, order and overlap in MERGE
 n t f t="m ^g(1)=^g","m ^g=^g(1,2)","m w=w(1)","m w(1)=w","m w(""a"")=w","m w(1.5,""b"",""1.0"")=w","m ^g(""a"",1)=^g","m @""^g(1)""=^g","m ^(5)=^h(5,6)","m ^(5)=w","m ^(5)=nol","m ^h(1)=^(1)","m @""""=^h(5)","m ^g(9)=@""""","m ^g=^nog","m ^nog=^g(7)","m w=^(7)" d one(t)
 f t="m ^(^h(5,6))=^g(1,2)","m @""^(7)""=^h(5)","m ^(7)=@""^h(5)""","m w(^(1))=^h(5)","m ^(1)=w(^h(5,6))","m ^h($r)=^g(1)","m w($r)=^g(1)","m ^h(1,^g(1))=^(2)","m ^h(^g(1))=^(2)","m w(1)=w($r,^h(5,6))","m ^g(1)=^g(1)","m ^g(1,2)=^g(1,2,3)","m ^(2)=^(1)" d one(t)
 f t="m ^h=^g,^(1)=^(""x"")","m ^h=w,w=^h","m ^h(1)=^g(1),^h(2)=^h(1),^h(1)=w","m @""^h=^g""","m @""^(4)=^h(5)""","m y=^g","m @""y""=^(2)","m ^g(""x"")=^g(""x"",1,1)","m ^g(1,2,3,4)=^g","m w=w","m ^g=w(""zz"")","m nol=nol2 w $d(nol)","m ^h(5)=^h(5,6)","m ^h(5,6)=^h(5)","m ^h(5,6,7)=^h" d one(t)
 q
one(t) d fill,try(t),all("^g"),all("^h"),all("w") q
fill k ^g,^h,w,x,y s ^g(1)=1,^g(1,2)=12,^g(1,2,3)="b",^h(5,6)="q",^g("x",1,1)=5,w(1)=1,w("b",2)=3,x=7,y=8,z=^g(1,2) q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
all(n) n q s q=n w:$d(@q)#2 "   ",q,"=",$zwrite(@q),! f  s q=$q(@q) q:q=""  w "   ",q,"=",$zwrite(@q),!
 q
