evalorder ; what is evaluated when, told by counters
 n t f t="s ^e($$c(1))=$$c(2)","s ^e($$c(1),$$c(2))=$$c(3)","s (^e($$c(1)),^e($$c(2)))=$$c(3)","s $p(^e($$c(1)),$$c(2),$$c(3),$$c(4))=$$c(5)","s $e(^e($$c(1)),$$c(2),$$c(3))=$$c(4)","m ^e($$c(1))=^e($$c(2))","m w($$c(1))=^e($$c(2))","m ^e($$c(1))=w($$c(2))","w $g(^e($$c(1)),$$c(2))","w $g(^e($$c(1)),^e($$c(2)))","w $o(^e($$c(1)),$$c(1))","w $q(^e($$c(1)),$$c(1))","w $na(^e($$c(1)),$$c(1))","w $i(^e($$c(1)),$$c(2))","s ^e($$c(1))=^e($$c(2))","w ^e($$c(1))_^e($$c(2))","k ^e($$c(1)),^e($$c(2))","s @$$n(1)=$$c(2)","s @$$n(1)@($$c(2))=$$c(3)","m @$$n(1)=@$$n(2)","s ^($$c(1))=$$c(2)","s (^($$c(1)),x)=$$c(2)","s x=$$c(1),^(x)=$$c(2)","s ^e(x)=$$xx(5)","s ^e(x,x)=$$xx(5)","s w(x)=$$xx(5)","s (^e(x),w(x))=$$xx(5)","m ^e(x)=^e($$xx(1))","s $p(^e(x),x)=$$xx(3)","w $d(^e(x,$$xx(2),x))","w $na(^e(x,$$xx(2),x))","l +^e($$c(1),$$c(2)):$$c(0) w $t l" d one(t)
 q
one(t) k ^e,w s (^e(1),^e(2))=1,x=9,x=$g(^e(7,8)),x=9 d try(t),all("^e"),all("w") q
c(n) w "c",n," " q n
e(n) w "e",n," " q ""
n(n) w "n",n," " q "^e("_n_")"
xx(n) s x=n q n
all(n) n q s q=n w:$d(@q)#2 "   ",q,"=",$zwrite(@q),! f  s q=$q(@q) q:q=""  w "   ",q,"=",$zwrite(@q),!
 q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
