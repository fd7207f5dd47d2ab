zkill ; ZKILL and ZWITHDRAW
 s a=1,a(1)=2,a(1,2)=3,a(2)=4
 zk a(1) zwr a
 zkill a zwr a
 zwi a(2) zwr a
 zwithdraw a(1,2) w $d(a),!
 s ^z=1,^z(1)=1,^z(1,1)=2 zk ^z w $d(^z),$d(^z(1)),! zk ^z(1) zwr ^z
 k ^z
 zk nosuch w $d(nosuch),!
 s b=1,c=2 zk b,c w $d(b),$d(c),!
 s b=1,c=2 zk:0 b zk:1 c w $d(b),$d(c),!
 s b(1)=1,n="b(1)" zk @n w $d(b),!
 d e("zk")
 d e("zk (b)")
 d e("zk 1")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
