pattern ; pattern indirection and mixtures
 n p,x,i s x="abc123"
 s p="3A3N" w x?@p,x'?@p,!
 s p(1)=".E",p(2)="3L.N",p(3)="1U.E",i="" f  s i=$o(p(i)) q:i=""  w x?@p(i)
 w ! s p="p(2)" w x?@@p,!
 s p="1""abc""1(1""123"",1""456"")" w x?@p,!
 w x?@$s(1:".AN",1:".N"),!
 f p="1A.E",".A.N",".N.A","6E","7E" w p,"=",x?@p," "
 w !
 DO e("w x?@""q""")
 DO e("w x?@""1""")
 DO e("w x?@""""")
 DO e("w x?@zz")
 s re="1.AN" i "token9"?@re w "if ok",!
 s @("v"_1)=1,@("v"_2)=2 w v1+v2,!
 s c="w ""cmd"",!" x c,@"c"
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
