errors ; bad patterns
 DO e("w ""a""?1")
 DO e("w ""a""?A")
 DO e("w ""a""?1X")
 DO e("w ""a""?1.")
 DO e("w ""a""?1(1A")
 DO e("w ""a""?1()")
 DO e("w ""a""?1""a")
 DO e("w ""a""?2.1A")
 DO e("w ""a""?-1A")
 DO e("w ""a""?1A,1N")
 DO e("w ""a""?..A")
 DO e("w ""a""?")
 DO e("w ""a""?1A")
 DO e("w ""a""? 1A")
 DO e("w ""a""?1A.1")
 DO e("w ""ab""?1 A")
 DO e("w ""a""?1'A")
 DO e("w ""a""?1'N")
 DO e("w x?1A")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
