chset ; CHSET of a device that has sockets
 ;@env gtm_chset=UTF-8 gtm_icu_version=72
 n v o "s":(listen=$zcmdline_":TCP":attach="L":chset="UTF-8")::"SOCKET"
 d try^spu("o ""s"":(listen=""0:TCP"":attach=""M"":chset=""UTF-16"")::""SOCKET""")
 d try^spu("o ""s"":(listen=""0:TCP"":attach=""M"":ichset=""M"")::""SOCKET""")
 d try^spu("o ""s"":(listen=""0:TCP"":attach=""M"":ochset=""UTF-16LE"")::""SOCKET""")
 d try^spu("o ""s"":(listen=""0:TCP"":attach=""M"":chset=""UTF-8"")::""SOCKET""")
 d try^spu("o ""s"":chset=""M""") d try^spu("u ""s"":chset=""nonsense""") d try^spu("o ""t"":(listen=""0:TCP"":chset=""nonsense"")::""SOCKET""")
 d try^spu("u ""s"":width=1")
 u $p w $zsocket("s","NUMBER"),!
 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c":ochset="UTF-16BE"):9:"SOCKET"
 u "s":socket="L" u "s":chset="M" u "c" w "a",$c(8364) u "s" r v#4:5 u $p zwr v
 u "s":(detach=$zsocket("s","SOCKETHANDLE",2)) o "m":(listen="0:TCP":attach="x":chset="UTF-16LE")::"SOCKET" u "m":attach=$zsocket(,"SOCKETHANDLE",0)
 u "m" w "a" u "c" r *v:5 u $p w v,!
 q
