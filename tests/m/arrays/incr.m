incr ; $INCREMENT on locals
 n a s a=1
 WRITE "$i(a) => ",$i(a),!
 WRITE "$increment(a,5) => ",$increment(a,5),!
 WRITE "$i(a,-3) => ",$i(a,-3),!
 WRITE "$i(b) => ",$i(b),!
 WRITE "$i(c(1),.5) => ",$i(c(1),.5),!
 WRITE "$i(c(1),""2x"") => ",$i(c(1),"2x"),!
 s s="3abc"
 WRITE "$i(s) => ",$i(s),!
 WRITE "$i(t,0) => ",$i(t,0),!
 WRITE "t => ",t,!
 WRITE "$i(u,"""") => ",$i(u,""),!
 WRITE "$i(@""v"",2) => ",$i(@"v",2),!
 WRITE "$i(@""w""@(1)) => ",$i(@"w"@(1)),!
 WRITE "$i(a)+$i(a)*$i(a) => ",$i(a)+$i(a)*$i(a),!
 zwr
 d e("w $i()")
 d e("w $i(1)")
 d e("w $i(a,zz)")
 d e("w $i(a,1,2)")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
