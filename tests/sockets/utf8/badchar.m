badchar ; malformed characters: where they are met, and what is left
 ;@env gtm_chset=UTF-8 gtm_icu_version=72
 n i,v,z d both^sk($c(10)) d sync^sk
 f i=1:1:10 d one
 q
one n $et s $et="s z=$$zs^spu($zs),$ec="""" d bad q",z=""
 u "s" s v="unset" r v:5 d rd^spu("line",v)
 q
bad d rd^spu("bad "_$p(z,",",2,9),v) q
