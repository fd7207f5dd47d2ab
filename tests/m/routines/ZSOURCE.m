ZSOURCE ; $ZSOURCE: set, used by ZLINK without argument
 w "[",$zso,"]",! s $zro="."
 o "zs1.m":newversion u "zs1.m" w "zs1 w ""zs1"",!",! u 0 c "zs1.m"
 s $zso="zs1" w $zso,! zl  d ^zs1
 zl "zs1" w $zso,!
 s $zso="other.m" w $zso,! s $zsource="" w "[",$zso,"]",!
 q
