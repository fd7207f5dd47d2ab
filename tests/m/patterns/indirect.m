indirect ; pattern indirection
 n p,x,a s x="ab12"
 s p="2A2N" w x?@p,!
 s p=".E" w x?@p,!
 s p="4N" w x?@p,!
 s p="1""ab""2N" w x?@p,!
 s a(1)="2A",a(2)=".AN",a(3)="1A1""b"".N",a(4)="4(1A,1N)" f i=1:1:4 w i," ",x?@a(i),!
 w x'?@p,!
 w x?@("2A"_"2N"),!
 f p="1U.UN","1L.LN","1.AN",".E1N" w p," ",$s(x?@p:"yes",1:"no"),!
 f x="2024","AD","x1" f p="4N","2U",".AN" w x?@p
 w !
 d e("w ""a""?@""""")
 d e("w ""a""?@""3""")
 d e("w ""a""?@""1Q""")
 d e("w ""a""?@""1A)""")
 d e("w ""a""?@x?1A")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
