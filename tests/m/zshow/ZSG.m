ZSG ; ZSHOW "G": the names of the statistics and the counts of the program's own operations
 s ^a=1,^a(1)=2,x=^a,x=$d(^a(1)),x=$o(^a("")),x=$q(^a),x=$g(^none) k ^a l +^b l -^b
 zshow "g":v
 w $p(v("G",0),",",1,2),! f i=3:1:$l(v("G",0),",") w $p($p(v("G",0),",",i),":")," "
 w ! f n="SET","KIL","GET","DTA","ORD","QRY","ZPR","LKS","LKF" w n,":",$p($p(v("G",0),","_n_":",2),",")," "
 w !,$p(v("G",1),",",2),! zshow "t":t w $o(t("")),$d(t("G",0)),$d(t("L",0)),!
 q
