hang ; HANG
 h 0 h 0.001 h -5 hang 0 H:0 100 h:1 0
 h "0abc" h 0,0
 w "done",!
 do e("h zz")
 do e("h 1/0")
 do e("h .01 w ""x""")
 do e("h 0 w ""y""")
 do e("h 0 0")
 w "halt next",!
 h
 w "never",!
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
