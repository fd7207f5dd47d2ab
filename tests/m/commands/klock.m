klock ; LOCK, ZALLOCATE, ZDEALLOCATE: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;l x
 ;;l +x,+y
 ;;l -x
 ;;l
 ;;l (x,y)
 ;;l +(x,y):0 w $t
 ;;l x:0 w $t
 ;;l x:-1 w $t
 ;;l x:"a" w $t
 ;;l x:zz
 ;;l @"x"
 ;;l @"+x"
 ;;l @"(x,y)"
 ;;l @"x:0" w $t
 ;;l ^x(1,"a")
 ;;l +^x(1)
 ;;l -^x(1)
 ;;l 1
 ;;l "x"
 ;;l x,
 ;;l ()
 ;;l (x
 ;;l:0 x
 ;;l x:0:1
 ;;l *x
 ;;za x
 ;;za x,y
 ;;za (x,y):1 w $t
 ;;zd x
 ;;zd
 ;;zd nope
 ;;za
 ;;za +x
 ;;zallocate x:0 w $t
 ;;zdeallocate x
 ;;l +x:1,+x:1
 ;;zsh "l"
 ;;l  zsh "l"
 ;;l x(zz)
 ;;l x("")
 ;;l ^x
 ;;l -nope
 ;;l +x(1):0,-x(1)
 ;;l @"x":0 w $t
 ;;l @zz
 ;;l ^
 ;;l $x
 ;;l ^(1)
