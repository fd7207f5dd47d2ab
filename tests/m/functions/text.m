text ; $TEXT
 w $T(text2),"|",$t(text2+0),"|",!
 w $t(+0),"|",$text(+2),"|",$t(data),"|",!
 f i=1:1 s l=$t(data+i) q:l'[";;"  w $p(l,";;",2),","
 w ! w $t(+1^text),"|",$t(nosuch),"|",$t(+9999),"|",$t(data+1^text),!
 s n="data",i=2 w $t(@n),"|",$t(@n+i),"|",$t(@(n_"+1")),"|",$t(@"data+1^text"),!
 w $p($t(data+2)," ;;",2),"|",$l($t(tabbed)),"|",$a($t(tabbed),7),!
 w $t(+-1),"|",!
 q
data ; table
 ;;alpha
 ;;beta;2
	;;gamma
 ; end
tabbed	w 1	; c
 q
