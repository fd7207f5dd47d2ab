horolog ; $HOROLOG shape
	write "$h?5N1"",""1.5N => ",$h?5N1","1.5N,!
	write "$horolog?5N1"",""1.5N => ",$horolog?5N1","1.5N,!
	write "$zh?5N1"",""1.5N1"",""1.6N1"",""1.5N => ",$zh?5N1","1.5N1","1.6N1","1.5N,!
	write "$zhorolog["","" => ",$zhorolog[",",!
	write "$l($zh,"","") => ",$l($zh,","),!
	write "$zut?16N => ",$zut?16N,!
	write "$p($zh,"","",4) => ",$p($zh,",",4),!
 do e("s $h=1")
 do e("s $zh=1")
 do e("s $zut=1")
 do e("w $ho")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
