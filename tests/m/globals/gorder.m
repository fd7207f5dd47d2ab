gorder ; $ORDER over global names
 k ^aa,^ab,^b,^%p
 s ^aa=1,^ab(1)=1,^b=1,^%p=1,^B=1,^Aa=1
 WRITE "$o(^aa) => ",$o(^aa),!
 WRITE "$o(^ab) => ",$o(^ab),!
 WRITE "$o(^b) => ",$o(^b),!
 WRITE "$o(^%) => ",$o(^%),!
 WRITE "$o(^%p) => ",$o(^%p),!
 WRITE "$o(^A) => ",$o(^A),!
 WRITE "$o(^B) => ",$o(^B),!
 WRITE "$o(^aa,-1) => ",$o(^aa,-1),!
 WRITE "$o(^b,-1) => ",$o(^b,-1),!
 WRITE "$o(^zzz,-1) => ",$o(^zzz,-1),!
 WRITE "$o(^%) => ",$o(^%),!
 s x="^%" f  s x=$o(@x) q:x=""  w x," "
 w ! k ^ab s x="^a" f  s x=$o(@x) q:x=""  w x," "
 w ! k ^aa,^b,^%p,^B,^Aa s x="^%" f  s x=$o(@x) q:x=""  w x," "
 w !
