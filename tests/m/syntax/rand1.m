rand1 ; slightly damaged commands seen by XECUTE
 n (n) s x="z",y=5,a(1)="one",a(1,2)="two",s="p^q",^g(3)="gg"
 Do e("w 1'=2&(3'< 4)!'5")
 Do e("x ""w$1"":1,""w 2"":0")
 Do e("w a(1,2)_^g3)")
 Do e("w& $s(1=:3,1:4)")
 Do e("s x=$p(""a,b"""","",2) w  x")
 Do e("w& $e(""abc"",2)_""z"",!")
 Do e("w a(1,2)__^g(3)")
 Do e("s. @x@(1)=2 w z(1)")
 Do e("w a(1,2)_^^g(3)")
 Do e("i x=+1 w ""t""")
 Do e("w $s(1==:3,1:4)")
 Do e("s:x=1 y""=2 w:y=2 ""ok""")
 Do e("w $$f:1,2)")
 Do e("x  ""w 1"":1,""w 2"":00")
 Do e("w 12*(3-4)/5\6#7**8")
 Do e("w $o(a("""")),$na]:a(1))")
 Do e("w a(1,2)_^g!(3)")
 Do e("w o(a"""")),$na(a(1))")
 Do e("x ""w 1"":1,""w 2""::")
 Do e("w a@1,2)_^g(3)")
 Do e("l +a:0 w  $t")
 Do e("w $s(1==2:3,1:)")
 Do e("s $p(s,""^"",2)=3,$!e(s)=""x"" w s")
 Do e("s:x1 y=2 ww:y=2 ""ok""")
 Do e("s:x=1 y=2 w:y=2 ""okk""")
 Do e("w $s(1=2:3^:4)")
 Do e("s:&.x=1 y=2 w:y=2 ""ok""")
 Do e("s a(1,""k"")=-15E3 w a(1,""k"")")
 Do e("w """"q""""q"",?5,![*65")
 Do e("w$:$f(1,2)")
 Do e("ll +a:0_w $t")
 Do e("w $$ff+(1,2)")
 Do e("s $p(s,""^"",,2)=3,$e(s)=""x"" w s")
 Do e("w 1'==2""(3'<4)!'5")
 Do e("w ""q""""q,?5,!,*65")
 Do e("w 1'=2&(3'<_4)!'5")
 Do e("w $t(+0,)")
 Do e("w ""q""""'"",?+5,!,*65")
 Do e("n x s x=@""y""w* x")
 k ^g l
 q
lab(p,q) w "lab" q
f(p,q) q $g(p)_"/"_$g(q)
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
