ZLINKERR ; ZLINK of missing files, bad names, other suffixes
 s $zro=".",$et="w $p($zs,"","",3,9),! s $ec="""" q"
 f n="nosuch","nosuch.m","nosuch.o","bad name","1x","a.b.c","","x.txt" d t(n)
 o "x.m":newversion u "x.m" w "x w ""x"",!",! u 0 c "x.m"
 f n="x.o","x","x.o","./x.m","x.m:bad" d t(n)
 d ^x
 q
t(n) w n,": " zl n w "linked",! q
