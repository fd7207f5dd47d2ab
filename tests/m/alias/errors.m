errors
 DO e("s *a=b zwr")
 DO e("s *a=1")
 DO e("s *a=""x""")
 DO e("s *a(1)=1")
 DO e("s *^a=b")
 DO e("s *a=^b")
 DO e("s *a(1)=b(2)")
 DO e("s *b=c(1)")
 DO e("k *")
 DO e("k *a(1)")
 DO e("k *^a")
 DO e("k *(a)")
 DO e("s *1=a")
 DO e("s *a=*b")
 DO e("s *$p(a,"","")=b")
 DO e("s (*a,*b)=c zwr")
 DO e("s *a=@""b"" zwr")
 DO e("s *@""a""=c w $d(a)")
 DO e("q *a")
 DO e("s x=$zah()")
 DO e("s x=$zah(^a)")
 DO e("w $zah(nosuch)=""""")
 DO e("k *zz w ""ok""")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
