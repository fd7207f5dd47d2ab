extract ; $EXTRACT and $ZEXTRACT
 n s,i s s="añ€𝄞z"
 f i=0:1:6 w i,"[",$e(s,i),"]"
 w !
 WRITE "$e(s,2,3) => ",$e(s,2,3),!
 WRITE "$e(s,3,99) => ",$e(s,3,99),!
 WRITE "$ze(s,2,3) => ",$ze(s,2,3),!
 WRITE "$ze(s,4,6) => ",$ze(s,4,6),!
 WRITE "$ze(s,1) => ",$ze(s,1),!
 s $e(s,3)="E" w s," ",$l(s),!
 s $e(s,2)="日本" w s," ",$l(s)," ",$zl(s),!
 s s="é",$e(s,4)="ü" w s,"|",$l(s),!
 s s="añb",$ze(s,2,3)="n" w s,!
 WRITE "$zsub(""añ€z"",2,3) => ",$zsub("añ€z",2,3),!
 WRITE "$zsub(""añ€z"",1,2) => ",$zsub("añ€z",1,2),!
 WRITE "$zsub(""añ€z"",4) => ",$zsub("añ€z",4),!
 do e("w $ze(""€"",1)")
 do e("s x=$ze(""€"",1) w $zl(x)")
 do e("s x=$ze(""€"",1) w $l(x)")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
