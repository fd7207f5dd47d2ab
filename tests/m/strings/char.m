char ; $CHAR
	Write "$C(65) => ",$C(65),!
	Write "$c(65,66,67) => ",$c(65,66,67),!
	Write "$char(72,105,33) => ",$char(72,105,33),!
	Write "$l($c(0)) => ",$l($c(0)),!
	Write "$l($c(-1)) => ",$l($c(-1)),!
	Write "$c(-1)_""x"" => ",$c(-1)_"x",!
	Write "$c(65,-1,66) => ",$c(65,-1,66),!
	Write "$a($c(255)) => ",$a($c(255)),!
	Write "$l($c(255)) => ",$l($c(255)),!
	Write "$l($c(256)) => ",$l($c(256)),!
	Write "$l($c(1000)) => ",$l($c(1000)),!
	Write "$c(65.7) => ",$c(65.7),!
	Write "$c(""66abc"") => ",$c("66abc"),!
	Write "$c(""65"",""66"") => ",$c("65","66"),!
	Write "$l($c(1,2,3,4,5,6,7,8,9,10)) => ",$l($c(1,2,3,4,5,6,7,8,9,10)),!
	Write "$a($c(128)) => ",$a($c(128)),!
	Write "$c(34) => ",$c(34),!
	Write "$c(34)="""""""" => ",$c(34)="""",!
	Write "$zchar(65,66) => ",$zchar(65,66),!
	Write "$zch(48) => ",$zch(48),!
	Write "$l($zchar(300)) => ",$l($zchar(300)),!
 n s,i s s="" f i=65:1:90 s s=s_$c(i)
	Write "s => ",s,!
	Write "$l(s) => ",$l(s),!
 do e("w $c()")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
