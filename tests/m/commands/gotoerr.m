gotoerr ; GOTO errors
 Do e("g nowhere")
 Do e("g nowhere^gotoerr")
 Do e("g ^noroutinehere")
 Do e("g gotoerr+500")
 Do e("g 1")
 Do e("g")
 Do e("g @""""")
 Do e("g @""bad label""")
 Do e("g:zz x")
 Do e("g x:zz")
 Do e("g x(1)")
 Do e("goto x w ""a""")
 q
x w "at x" q
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
