width ; WIDTH, WRAP, $X and lengths count characters in UTF-8 mode
 ;@env gtm_chset=UTF-8 gtm_icu_version=72
 n v,x,y,i d tcp^sk("|") u "s":width=5
 w $c(228,246,252,8364,128512),"67",! s x=$x,y=$y u $p w x," ",y,!
 u "srv" f i=1:1:2 r v:5 s x=$x u $p w $l(v)," ",$zl(v)," $X=",x,! u "srv"
 u "s" s x=8364 w "ab",*x s x=$x w ?9,"c",! u $p w x,!
 u "srv" f i=1:1:2 r v:5 u $p zwr v u "srv"
 d try^spu("u ""s"":width=1") d try^spu("u ""s"":width=2") d try^spu("u ""s"":zff=$tr($j("""",255),"" "",$c(228))")
 q
