text ; string building and counting in Unicode
 n t,i,c,k s t="Größe naïve café 日本 Ω≈ç"
 f i=1:1:$l(t) s c($e(t,i))=$g(c($e(t,i)))+1
 s k="" f  s k=$o(c(k)) q:k=""  w k,c(k)," "
 w ! f i=1:1:$l(t," ") w $l($p(t," ",i)),"/",$zl($p(t," ",i))," "
 w ! w $re(t),! w $zco(t,"U"),! w $tr(t,"öïéç","oiec"),!
 s $p(t," ",2)="日本語" w t," ",$l(t),!
 f i=1:1:$l(t) w $a(t,i)," "
 w ! s t="" f i=945:1:969 s t=t_$c(i)
 w t," ",$l(t)," ",$zl(t),! s $e(t,2,24)="…" w t,!
 s t=$tr($j("",10)," ","é") w t,$l(t),! w $e("ééé",2)="é",!
