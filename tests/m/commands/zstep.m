zstep ; ZBREAK forms without a debugger session
 DO e("zb mark:""w """"brk """"""")
 d mark
 DO e("zb -mark")
 d mark
 DO e("zb nosuchlabel")
 DO e("zb mark^nosuchrtn")
 DO e("zb *")
 DO e("zb -*")
 DO e("zb 1")
 DO e("zbreak mark+1:""w """"b2 """""":2")
 d mark d mark d mark
 zb -*
 d mark
 q
mark w "mark",!
 w "mark+1",!
 q
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
