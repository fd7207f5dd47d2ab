modb ; control variable in odd places
 n i,n,s,v,a
 f i(1)=1:1:3 w i(1)
 w ! s a=2 f i(a)=1:1:3 w i(2) s a=5
 w ! s n="v" f @n=1:1:3 w v
 w ! s n="w(1,2)" f @n="a","b" w w(1,2)
 w ! zwr
 f i=1:1:3 k i s i=2 w i q
 w !
 DO e("f i=1:1:3 k i")
 DO e("f ^g=1:1:3 w ^g")
 DO e("f i=1:1:3 n i w ""x""")
 DO e("f i=zz:1:3 w i")
 DO e("f i=1:zz:3 w i")
 DO e("f i=1:1:zz w i")
 DO e("f i= w 1")
 DO e("f i w 1")
 DO e("f i=1:1:2 w i f")
 DO e("f i=1:1:2:3 w i")
 DO e("f 1=1:1:2 w i")
 DO e("f i=1:1:2 w i/0")
 DO e("for:1 i=1:1:2 w i")
 DO e("f i=1,2,zz w i,"" """)
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
