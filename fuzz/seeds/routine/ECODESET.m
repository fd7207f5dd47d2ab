ECODESET ; values of $ECODE that SET accepts, what it raises, what SET to empty clears
 n $et
 s $et="g h"
 f i=1:1 s v=$p($t(v+i),";",2) q:v="end"  d t(v)
 q
t(v) w "[",v,"] " s $ecode=v
 w "no error, $ecode=[",$ecode,"]",!
 q
h w "ec=",$ecode," zs=",$p($zs,",",1)," ",$p($zs,",",3,4)," st=",$st,!
 s $ecode=""
 q
v ;
 ;,M6,
 ;,U1,
 ;,Z150373210,
 ;,UFOO,M9,
 ;M6
 ;,M6
 ;M6,
 ;,X1,
 ;,,
 ;,m6,
 ;,M6,,
 ;, M6,
 ;,Uabc def,
 ;,S5,
 ;12
 ;end
