seterr ; SET errors
 do e("s 1=2")
 do e("s a")
 do e("s a=")
 do e("s (a,b)")
 do e("s (a,b=2")
 do e("s a==1")
 do e("s $x(1)=1")
 do e("s $h=1")
 do e("s $a(""x"")=1")
 do e("s a=b")
 do e("s (a,b)=c")
 do e("s a=1,b=zz,c=3")
 w $d(a),$d(b),$d(c),!
 do e("s ""a""=1")
 do e("s a b=1")
 do e("s a=1  b=2")
 do e("s @""""=1")
 do e("s @""1""=2")
 do e("s a(1)=2,a(1,)=3")
 do e("s a()=1")
 do e("s ^(1)=2")
 do e("s a=""x")
 do e("s:a a=1 w ""none""")
 do e("s $p(a,"","",1,2,3)=1")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
