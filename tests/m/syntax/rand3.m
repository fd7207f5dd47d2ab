rand3 ; slightly damaged commands seen by XECUTE
 n (n) s x="z",y=5,a(1)="one",a(1,2)="two",s="p^q",^g(3)="gg"
 Do e("w $t(+0")
 Do e("n x s x=@&""y"" w x")
 Do e("i x=1 w ""t")
 Do e("n   ss x=@""y"" w x")
 Do e("w ""q""""]q"",?5,!,*65")
 Do e("s $p(s,""^"",2)=3,$e(s=""x"" w s")
 Do e("x w 1"":1,""w 2"":0")
 Do e("w 1'=2&(3'94)!'5")
 Do e("w $t(+)")
 Do e("s (m,n)=1  m+n")
 Do e("s $p(s,""^"",2)=3,$(s=""x"" w s")
 Do e("w $s(1=2:3]1:4)")
 Do e("s a(1,""k"")=-1.5E3 w a(1,""k."")")
 Do e("n x s x=@""y"" w x")
 Do e("n x s x=@""y?"" ww x")
 Do e("w ""qq""""q"",?5,!,*65")
 Do e("s a(1,""k"")=-1.5E(3 w a(1,""k"")")
 Do e("i x1 w ""t")
 Do e("w $$f'1,,2)")
 Do e("m) a=b w $d(a)")
 Do e("w  $$f(1,2?)")
 Do e("s a(1,""k"")=-1.5E3 w a(1,""k*)")
 Do e("w, $o(a("""")),$na(a(1))")
 Do e("i x=1 w ""t9""")
 Do e("d lab(-,.y) w '1")
 Do e(")i x=1@w ""t""")
 Do e("@w $e(""abc"",2)_""z"",!")
 Do e("s x=$p(!a,b"","",@"",2) w x")
 Do e("w $t(+01")
 Do e("s x=$p(""a,b"""","",2) w9x")
 Do e("i x=1 w ""t""""")
 Do e("w ""q""""q,?5,!,*65")
 Do e("w x?1A.11""-""")
 Do e("s= (m,n)=1 w m+n")
 Do e("[ $t*+0)")
 Do e("w $e(""abc"""",2)_""z"",!")
 Do e("dd lab(1,.y) w 1")
 Do e("w $t((+0')")
 Do e("w x?1A.N1""-""""""")
 Do e("w $e(""abc"",2))__""z"",!")
 Do e("s $p(s,""^"",2)=3,$e(s)=-""x"" w s")
 Do e("w $s(1=2:3,1:4)")
 k ^g l
 q
lab(p,q) w "lab" q
f(p,q) q $g(p)_"/"_$g(q)
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
