generated ; code built at run time
 n c,i,s s c="s s=0" f i=1:1:30 s c=c_",s=s+"_i
 x c w s,!
 s c="w " f i=1:1:20 s c=c_i_"*"_i_","" "","
 x c_"!"
 f op="+","-","*","/","\","#","**","_","=","<",">","[","]","]]","&","!" x "w ""7"_op_"2="",7"_op_"2,!"
 s c="" f i=1:1:10 s c=c_"s a("_i_")="_(i*i)_" "
 x c s i="" f  s i=$o(a(i)) q:i=""  w a(i)," "
 w ! s c="w 1" f i=1:1:5 s c="x """_$$dq(c)_"""" 
 x c w ! w $l(c),!
 s t="t" f i=1:1:6 s t="("_t_")"
 s t=1 x "w ((((((t))))))+1,!"
 q
dq(s) n i,r s r="" f i=1:1:$l(s,"""") s r=r_$s(i=1:"",1:"""""")_$p(s,"""",i)
 q r
