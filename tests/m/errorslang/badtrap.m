badtrap ; SET of $ETRAP and $ZTRAP to code that does not compile
 D e("s $et=""bad code(""")
 D e("s $et=""w 1/"" w $et")
 D e("s $et=""w """"x""")
 D e("s $et=""foo""")
 D e("s $zt=""bad code(""")
 D e("s $zt=""g nolabel"" w $zt")
 D e("s $et=""d nolabel"" w $et")
 D e("s $et="";comment"" w $et")
 D e("s $et=""q"" w $et")
 D e("s $et="" w 1"" w $et")
 D e("s $et=1 w $et")
 D e("s $et=""zz""")
 D e("s $zyerror=""bad code("" w $zyerror")
 D e("s $zye=""nolabel"" w $zye")
 w $et'="",!
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
