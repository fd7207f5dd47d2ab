ZWDATA ; nodes without values, killed nodes, ZKILL, empty arrays
 s a(1,2,3)=1 zwr a k a(1,2) s:0 b=1 zwr
 s c=1,c(1)=2 zkill c zwr c k c(1) zwr
 s d(1)="" zwr d zkill d(1) w $d(d),! zwr
 q
