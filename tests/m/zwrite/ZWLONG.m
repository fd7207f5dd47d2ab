ZWLONG ; ZWRITE of long values and names, many subscripts, non-printing runs
 s a23456789012345678901234567890x=1,a23456789012345678901234567890y=2
 s v="" f i=1:1:60 s v=v_$c(i#4)_i
 s x(1,2,3,4,5,6,7,8,9,10,"a","b","c",-1,.5,"","z")=v
 zwr
 w $l(v),! s y=$j("",300) zwr y s z=$tr(y," ",$c(200)) zwr z
 q
