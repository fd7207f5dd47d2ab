names ; names of special variables
 n v f v="$DEVICE","$ECODE","$ESTACK","$ETRAP","$HOROLOG","$IO","$JOB","$KEY","$PRINCIPAL","$QUIT","$REFERENCE","$STACK","$STORAGE","$SYSTEM","$TEST","$TLEVEL","$TRESTART","$X","$Y" d t(v),t($e(v,1,3)),t($tr(v,"ABCDEFGHIJKLMNOPQRSTUVWXYZ","abcdefghijklmnopqrstuvwxyz"))
 f v="$ZA","$ZALLOCSTOR","$ZB","$ZCHSET","$ZCLOSE","$ZCMDLINE","$ZCOMPILE","$ZCSTATUS","$ZDATEFORM","$ZDIRECTORY","$ZEDITOR","$ZEOF","$ZERROR","$ZGBLDIR","$ZHOROLOG","$ZININTERRUPT","$ZINTERRUPT","$ZIO","$ZJOB","$ZKEY","$ZLEVEL","$ZMAXTPTIME","$ZMODE","$ZONLNRLBK","$ZPATNUMERIC","$ZPIN","$ZPOSITION","$ZPOUT","$ZPROCESS","$ZPROMPT","$ZQUIT","$ZREALSTOR","$ZRELDATE","$ZROUTINES","$ZSOURCE","$ZSTATUS","$ZSTEP","$ZSTRPLLIM","$ZSYSTEM","$ZTDATA","$ZTDELIM","$ZTEXIT","$ZTIMEOUT","$ZTLEVEL","$ZTNAME","$ZTOLDVAL","$ZTRAP","$ZTRIGGEROP","$ZTSLATE","$ZTUPDATE","$ZTVALUE","$ZTWORMHOLE","$ZUSEDSTOR","$ZUT","$ZVERSION","$ZYERROR" d t(v)
 f v="$DEV","$EST","$ESTA","$HOR","$PRIN","$REF","$STA","$STO","$SYS","$TL","$TRE","$ZPOS","$ZST","$ZRO","$ZDI" d t(v)
 q
t(v) n $et,x s $et="w v,"" "",$p($zs,"","",3,4),! s $ec="""" q"
 s ok=0 x "s x="_v_",ok=1" w:ok v," ok",! q
