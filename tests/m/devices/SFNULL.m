SFNULL ; /dev/null: writes vanish, reads end at once; $ZEOF
 s n="/dev/null" o n u n w "gone",!,?10,"x" s xy=$x_","_$y r a s e=$zeof u 0 w xy," [",a,"] ",e,!
 zshow "d":d f i=1:1 q:'$d(d("D",i))  w:d("D",i)["null" d("D",i),!
 c n
 o n:readonly:0 u n r a:0 s t=$t u 0 w t,!
 q
