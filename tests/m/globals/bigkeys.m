bigkeys ; keys up to 1019 bytes
 n i,k,n k ^k
 f n=1,100,250,500,900,1000,1005,1008,1009,1010,1011,1012,1013,1014,1015,1016,1017,1018,1019,1020,1100,5000 s k=$j("",n) w n,": " d try("s ^k(k)=n"),try("w $g(^k(k),""no"")"),try("w $d(^k(k))"),try("w $l($o(^k($j("""",n-1))))")
 w ! f n=490:1:512 s k=$j("",n) w n,": " d try("s ^k(k,k)=n")
 w ! f n=300:1:350 s k=$j("",n) d try("s ^k(k,k,k)=n")
 s k="" f i=1:1 s k=$o(^k(k)) q:k=""  w $l(k)," "
 w ! s k="" f i=1:1 s k=$o(^k(k),-1) q:k=""  w $l(k)," "
 w ! d try("s ^averylongnameofaglobalthatis31c($j("""",980))=1"),try("s ^averylongnameofaglobalthatis31c($j("""",1000))=1"),try("s ^a($j("""",1013))=1"),try("s ^a($c(0)_$j("""",1000))=1"),try("s ^a($tr($j("""",510),"" "",$c(0)))=1"),try("s ^a($tr($j("""",504),"" "",$c(0)))=1"),try("s ^a($tr($j("""",520),"" "",$c(1)))=1"),try("k ^a($j("""",1100))"),try("w $o(^a($j("""",1100)))"),try("w $q(^a($j("""",1100)))"),try("zk ^a($j("""",1100))"),try("m ^a($j("""",1000))=^k"),try("m ^a=^a($j("""",1100))")
 q
try(t) w t," -> " d x w ! q
x n $et s $et="w "" ! "",$e($p($zs,"","",3,9),1,90) s $ec="""" q" x t q
