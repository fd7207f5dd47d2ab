extract ; $EXTRACT
 n s s s="ABCDEFG"
 WRITE "$E(s) => ",$E(s),!
 WRITE "$e(s,1) => ",$e(s,1),!
 WRITE "$extract(s,3) => ",$extract(s,3),!
 WRITE "$e(s,3,5) => ",$e(s,3,5),!
 WRITE "$e(s,0) => ",$e(s,0),!
 WRITE "$e(s,-1) => ",$e(s,-1),!
 WRITE "$e(s,0,3) => ",$e(s,0,3),!
 WRITE "$e(s,-5,3) => ",$e(s,-5,3),!
 WRITE "$e(s,5,3) => ",$e(s,5,3),!
 WRITE "$e(s,5,100) => ",$e(s,5,100),!
 WRITE "$e(s,7) => ",$e(s,7),!
 WRITE "$e(s,8) => ",$e(s,8),!
 WRITE "$e(s,1,1) => ",$e(s,1,1),!
 WRITE "$e(s,2.9,3.9) => ",$e(s,2.9,3.9),!
 WRITE "$e(s,""2a"",""4b"") => ",$e(s,"2a","4b"),!
 WRITE "$e(s,$l(s)) => ",$e(s,$l(s)),!
 WRITE "$e(s,$l(s)-2,$l(s)) => ",$e(s,$l(s)-2,$l(s)),!
 WRITE "$e("""",1) => ",$e("",1),!
 WRITE "$e("""",0,5) => ",$e("",0,5),!
 WRITE "$e(12345,2,3) => ",$e(12345,2,3),!
 WRITE "$e(-1.5,1,2) => ",$e(-1.5,1,2),!
 WRITE "$e(s,1E9) => ",$e(s,1E9),!
 WRITE "$e(s,1,1E9) => ",$e(s,1,1E9),!
 WRITE "$e(s,-1E9,1E9) => ",$e(s,-1E9,1E9),!
 WRITE "$e(s,$c(50)) => ",$e(s,$c(50)),!
 WRITE "$e(s,"""") => ",$e(s,""),!
 WRITE "$e(s,"""",3) => ",$e(s,"",3),!
 do e("w $e()")
 do e("w $e(s,1,2,3)")
 do e("w $e(qq)")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
