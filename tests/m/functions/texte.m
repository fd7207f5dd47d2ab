texte ; $TEXT errors
 d e("w $t(+1^nosuchroutine)")
 d e("w $t(lab^nosuchroutine)")
 d e("w $t()")
 d e("w $t(1)")
 d e("w $t(""x"")")
 d e("w $t(lab+zz)")
 d e("w $t(lab,1)")
 d e("w $t(lab+)")
 d e("w $t(lab-1)")
 d e("w $t(+""1"")")
 d e("w $t(lab(1))")
 d e("w $t(+0^lab)")
 d e("w $t(@"""")")
 d e("w $t(@""lab^"")")
 d e("w $t(lab+1)")
 d e("w $t(lab+1.9)")
 d e("w $t(lab+100)")
 q
lab ; this label
 ; line after
 q
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
