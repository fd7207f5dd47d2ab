SFFORMAT ; format controls in one WRITE: !, #, ?n, *n, and their bytes in a file
 s f="a.txt" o f:(newversion) u f
 w !,"a",?3,"b",!!,?2,"c",*9,"d",#,"e",*0,*255,"f",?20.9,"g",*65.7,?"4x",!,?3
 c f
 o f:(readonly:fixed:recordsize=1) u f s s="" f  r *c q:$zeof  s s=s_c_" "
 u 0 w s,! c f
 q
