zstatus ; $ZSTATUS and $ZERROR
	WRITE "$zs => ",$zs,!
	WRITE "$ze => ",$ze,!
 s $zs="my status"
	WRITE "$zs => ",$zs,!
 s $zstatus=""
	WRITE "$zs => ",$zs,!
 s $ze="err"
	WRITE "$ze => ",$ze,!
	WRITE "$zerror => ",$zerror,!
 Do e("w 1/0")
	WRITE "$zs => ",$zs,!
	WRITE "$p($zs,"","",2) => ",$p($zs,",",2),!
 Do e("w zz")
	WRITE "$zs => ",$zs,!
	WRITE "$ec => ",$ec,!
 s $zyerror="handler"
	WRITE "$zyerror => ",$zyerror,!
 s $zye=""
 Do e("w zz")
	WRITE "$ze => ",$ze,!
 Do e("s $zyerror=1 w $zyerror")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
