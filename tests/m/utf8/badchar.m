badchar ; invalid UTF-8 and BADCHAR
 n s s s=$zch(195,40)
 Write "$zl(s) => ",$zl(s),!
 D e("w $l(s)")
 D e("w $e(s,1)")
 D e("w $f(s,""("")")
 D e("w $a(s)")
 D e("w $p(s,""("",1)=$zch(195)")
 D e("w $tr(s,""("",""x"")")
 D e("w $re(s)")
 D e("w $j(s,5)")
 D e("w s]""a""")
 D e("w s?2E")
 D e("w $zco(s,""U"")")
 v "nobadchar"
 Write "$l(s) => ",$l(s),!
 Write "$a(s) => ",$a(s),!
 Write "$e(s,2) => ",$e(s,2),!
 Write "$l($re(s)) => ",$l($re(s)),!
 v "badchar"
 D e("w $l(s)")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
