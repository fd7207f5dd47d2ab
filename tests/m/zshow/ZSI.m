ZSI ; ZSHOW "I": names and order of the special variables; values that are the same everywhere
 zshow "i":v
 f i=1:1 q:'$d(v("I",i))  w $p(v("I",i),"="),!
 f i=1:1 q:'$d(v("I",i))  s n=$p(v("I",i),"=") w:",$DEVICE,$ECODE,$ESTACK,$ETRAP,$QUIT,$STACK,$STORAGE,$TEST,$TLEVEL,$TRESTART,$ZCHSET,$ZCMDLINE,$ZEOF,$ZERROR,$ZLEVEL,$ZMAXTPTIME,$ZMODE,$ZPATNUMERIC,$ZPOSITION,$ZPROMPT,$ZQUIT,$ZSTATUS,$ZSTEP,$ZSTRPLLIM,$ZSYSTEM,$ZTRAP,$ZVERSION,$ZYERROR,$ZINTERRUPT,$ZININTERRUPT,"[(","_n_",") v("I",i),!
 q
