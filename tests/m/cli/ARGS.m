ARGS ; $ZCMDLINE holds the words after the routine's name
 w "[",$zcmdline,"]",$l($zcmdline),!
 f i=1:1:$l($zcmdline," ") w i,"=",$p($zcmdline," ",i),!
 q
