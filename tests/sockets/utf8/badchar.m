badchar ; malformed characters: where they are met, and what is left
 ;@env gtm_chset=UTF-8 gtm_icu_version=72
 n i,v,z,k,e,x d both^sk($c(10)) d sync^sk
 f i=1:1:10 s v="unset",z="" d one s k=$key,x=$x,e=$zeof u $p w $l(v)," ",v," $KEY ",$zl(k)," $X=",x," $ZEOF=",e," ",$p(z,",",2,9),!
 q
one n $et s $et="s z=$$zs^spu($zs),$ec="""" q"
 u "s" r v:5
 q
