data ; $DATA
 n a,x s a=1,b(1)=1,c="",c(1,2)=3,d(1,2,3)=4
 w "$d(a) => ",$d(a),!
 w "$D(b) => ",$D(b),!
 w "$data(c) => ",$data(c),!
 w "$d(b(1)) => ",$d(b(1)),!
 w "$d(c(1)) => ",$d(c(1)),!
 w "$d(c(1,2)) => ",$d(c(1,2)),!
 w "$d(c(1,2,3)) => ",$d(c(1,2,3)),!
 w "$d(d) => ",$d(d),!
 w "$d(d(1)) => ",$d(d(1)),!
 w "$d(d(1,2)) => ",$d(d(1,2)),!
 w "$d(d(1,2,3)) => ",$d(d(1,2,3)),!
 w "$d(nosuch) => ",$d(nosuch),!
 w "$d(nosuch(1,2)) => ",$d(nosuch(1,2)),!
 w "$d(@""a"") => ",$d(@"a"),!
 w "$d(@""d(1)"") => ",$d(@"d(1)"),!
 w "$d(a)#10 => ",$d(a)#10,!
 w "$d(c)\10 => ",$d(c)\10,!
 k a k c(1,2)
 w "$d(a)_$d(c)_$d(c(1)) => ",$d(a)_$d(c)_$d(c(1)),!
 s ^g=1,^g(1,2)=2
 w "$d(^g) => ",$d(^g),!
 w "$d(^g(1)) => ",$d(^g(1)),!
 w "$d(^(1)) => ",$d(^(1)),!
 w "$d(^g(1,2)) => ",$d(^g(1,2)),!
 w "$d(^g(3)) => ",$d(^g(3)),!
 w "$d(^nosuch) => ",$d(^nosuch),!
 k ^g
 w "$d(^g) => ",$d(^g),!
 do e("w $d()")
 do e("w $d(1)")
 do e("w $d(""a"")")
 do e("w $d(a+1)")
 do e("w $d(a,b)")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
