rand4 ; slightly damaged commands seen by XECUTE
 n (n) s x="z",y=5,a(1)="one",a(1,2)="two",s="p^q",^g(3)="gg"
 Do e("i^ ,=1 w ""t""")
 Do e("'w $t(+0)")
 Do e("m a=b w $d""(a)")
 Do e("w 1'12&(3'<<4)!'5")
 Do e("w 1+2*(3-4)/5\6#7**$8")
 Do e("w ""q""""q"",?5,!,65")
 Do e("w$o(a("""")),$na(a(1))")
 Do e("w $e(""abc"",2)_""z]+,!")
 Do e("w  ""q""""=q"",?5,!,*65")
 Do e("s @x@(1)=2 w  z(1)")
 Do e("s:x[=1 yy=2 w:y=2 ""ok""")
 Do e("x ""w1"":1,""w 2"":0")
 Do e("w $o(a("""")),$na@a(1))")
 Do e("s $pp(s,""^"",2=3,$e(s)=""x"" w s")
 Do e("w $s(1=23,1:4)")
 Do e("w $$t(+0)")
 Do e("(i x=1 w ""t""")
 Do e("w $""t(+0)")
 Do e("s:x=1 y=2 w:y=2 ""k""")
 Do e("s:xx=1 y=2 w:y=2 ""ok""")
 Do e("s _x@(1)=2 w z(1)")
 Do e("s $p(s,""^"",()=3,$e(s)=""x"" w s")
 Do e("l .a:0 w $$t")
 Do e("w a(1,2)_^g()")
 Do e("w $$t(+0)")
 Do e("w $$f(1,)")
 Do e(".n x  s x=@""y"" w x")
 Do e("s:=1 y=2 w:y=2 ""ok""")
 Do e("m a=b  $d(a)")
 Do e("s @x@(1)=2w z(1)")
 Do e("s:x=1 y=2 w=2 ""ok""")
 Do e("s xx=$p(""*a,b"","","",2) w x")
 Do e("s @x@(1)2 w z(1)")
 Do e("s $p(s,""^"",2)=3,$e(s)=""x""-w s")
 Do e("s x=$p("".a,b"","","",2) w x")
 Do e("w $o(a("""")),$na:(a(1))")
 Do e("w '$t(+^)")
 Do e("w 1'=2&(31<4)!'5")
 Do e("l?+a0 w $t")
 Do e("s x=p(""ab"","","",2) w x")
 Do e("l +a:0 w tt")
 Do e("w t((+0)")
 k ^g l
 q
lab(p,q) w "lab" q
f(p,q) q $g(p)_"/"_$g(q)
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
