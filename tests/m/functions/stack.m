stack ; $STACK function argument errors
	Write "$st => ",$st,!
	Write "$st(-1) => ",$st(-1),!
	Write "$st(5) => ",$st(5),!
	Write "$st(0,""PLACE"") => ",$st(0,"PLACE"),!
	Write "$st(0,""MCODE"") => ",$st(0,"MCODE"),!
	Write "$st(0,""ECODE"") => ",$st(0,"ECODE"),!
	Write "$st(0,""place"") => ",$st(0,"place"),!
	Write "$st(5,""PLACE"") => ",$st(5,"PLACE"),!
 D e("w $st(0,""FOO"")")
 D e("w $st(zz)")
 D e("w $st()")
 D e("w $st(1,2,3)")
 n $et s $et="g h" d a
 q
a x "w 1/0"
 q
h w $st," ",$st(-1),! f i=1:1:$st(-1) w i," ",$st(i)," | ",$st(i,"PLACE")," | ",$st(i,"MCODE")," | ",$st(i,"ECODE"),!
 s $ec="" w $st," ",$st(-1),!
 q
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
