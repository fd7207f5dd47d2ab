ZCOMPILE ; ZCOMPILE makes objects, $ZCSTATUS tells the result
 o "zc1.m":newversion u "zc1.m" w "zc1 w ""zc1 runs"",!",! u 0 c "zc1.m"
 zcompile "zc1.m" w $zcstatus," ",$zsearch("zc1.o",1)'="",! s $zro="." d ^zc1
 o "zc2.m":newversion u "zc2.m" w "zc2 ; a list of qualifiers",! u 0 c "zc2.m"
 s $zcompile="-labels=lower" w $zcompile,! zcompile "zc2.m","zc1.m" w $zcstatus,!
 q
