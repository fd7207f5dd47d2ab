rows ; every row of the table of READ when the data, and their end, are there before the READ
 n dl,l,t,i,v,k
 f dl="","|" f l="","#3" f t="",":0",":5" d one
 q
one d both^sk(dl) d sync^sk
 u $p w "delimiter '",dl,"' length '",l,"' timeout '",t,"'",!
 f i=1:1:5 u "s" s v="" i 1 x "r v"_l_t d rd^spu("",v)
 c "s","ctl"
 q
