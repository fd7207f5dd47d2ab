xecerr ; XECUTE errors
 Do e("x ""w 1/0""")
 Do e("x ""w (""")
 Do e("x ""q 1""")
 Do e("x ""w 1 w zz w 2""")
 Do e("x ""badcommand 1""")
 Do e("x")
 Do e("x zz")
 Do e("x ""w 1"",""w zz"",""w 2""")
 Do e("x ""w 1"":zz")
 Do e("x ""label w 1""")
 Do e("x ""w 1,! g nowhere""")
 Do e("x 1")
 Do e("x ""d  w 2""")
 Do e("x "". w 2""")
 Do e("x ""w $$f()""")
 q
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
