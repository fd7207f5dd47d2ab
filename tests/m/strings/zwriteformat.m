zwriteformat ; $ZWRITE and literal quoting round trip
 n s,i f s="","a","""","a""b",$c(9),"a"_$c(9),$c(9)_"a",$c(0,1)_"ab"_$c(2),"é",$c(127),$c(128),$c(255),1.5,"01",-3,"1E5" d
 . n z s z=$zwrite(s) w z," " s @("i="_z) w i=s," ",$zwrite(z,1)=s,!
 d e("w $zwrite()")
 d e("w $zwrite(1,2,3)")
 d e("w $zwrite(""$C(1"",1)")
 d e("w $zwrite(""abc"",1)")
 d e("w $zwrite(""""""a"",1)")
 d e("w $zwrite(""$C(1)_"",1)")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
