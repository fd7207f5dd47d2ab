delims ; 64 delimiters in UTF-8 mode, a 65th is data; delimiters of several characters; READ * on them
 ;@env gtm_chset=UTF-8 gtm_icu_version=72
 n i,v,dl,k s dl="" f i=1:1:65 s dl=dl_$s(i>1:":",1:"")_$c(255+i)
 d tcp^sk(dl) u $p w $zsocket("s","DELIMITER",0)," ",$zsocket("s","DELIMITER",0,63)=$c(319),!
 u "srv" w "a"_$c(256)_"b"_$c(319)_"c"_$c(320)_"d"_$c(257)
 u "s" f i=1:1:3 r v:5 s k=$key u $p w v," ended by ",$a(k),! u "s"
 u "srv":delim=$c(228,246,252)_":"_$c(8364) u "s":delim=$c(228,246,252)_":"_$c(8364)
 u "srv" w "one",!,"two",!,$c(228),"x",$c(228,246),"y",!,"z",$c(8364),$c(8364)
 u "s" f i=1:1:4 r v:5 s k=$key u $p w $l(v)," ",v," ended by ",$l(k),! u "s"
 r *v:5 s k=$key u $p w v," ",$l(k),!
 q
