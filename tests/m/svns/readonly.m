readonly ; SET of read only variables
 n v,i f v="$D","$EC","$ES","$ET","$H","$I","$J","$K","$P","$Q","$R","$ST","$S","$SY","$T","$TL","$TR","$X","$Y","$ZA","$ZALLOCSTOR","$ZAUDIT","$ZB","$ZCHSET","$ZCLOSE","$ZCM","$ZCO","$ZCSTATUS","$ZD","$ZDATEFORM","$ZE","$ZED" d t(v)
 f v="$ZEO","$ZG","$ZH","$ZIN","$ZINTERRUPT","$ZIO","$ZJ","$ZKEY","$ZL","$ZMALLOCLIM","$ZMAXTPTIME","$ZMO","$ZONLNRLBK","$ZPATN","$ZPIN","$ZPOS","$ZPOUT","$ZPROC","$ZPROM","$ZQUIT","$ZREALSTOR","$ZRELDATE","$ZRO","$ZSO","$ZS","$ZST","$ZSTR","$ZSY","$ZTDA","$ZTE","$ZTIMEOUT","$ZTLE","$ZTN","$ZTOL","$ZTRI","$ZTS","$ZT","$ZTVA","$ZTWO","$ZUP","$ZUSEDSTOR","$ZUT","$ZV","$ZYER","$ZYINTRSIG","$Z","$ZZ","$QQ" d t(v)
 q
t(v) n $et,x s $et="w v,"" "",$p($zs,"","",3,4),! s $ec="""" q"
 s ok=0 x "s x="_v_","_v_"=x s ok=1" w:ok v," settable",!
 q
