killb ; KILL errors and odd forms
 d e("k a(")
 d e("k (a(1))")
 d e("k 1")
 d e("k ""a""")
 d e("k $h")
 d e("k ()")
 d e("k (a,")
 d e("k a c")
 d e("k @""x y""")
 d e("k (^a)")
 d e("k ^(1)")
 d e("k ^a(1),^(2) w ""ok""")
 s a=1,a(1)=1,a("x","y")=2
 d e("k a(""x"") zwr a")
 d e("zk a zwr a")
 d e("k a zwr a")
 d e("k:zz a")
 s x=1 k x,x,x w $d(x),!
 s x(1)=1,x(2)=2 f i=1:1:2 k x(i) w $d(x)," "
 w !
 q
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
