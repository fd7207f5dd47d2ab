toolong ; values of more than 127 and more than 255 characters
 n x,y s $p(x,"x",128)="",$p(y,"y",257)=""
 o "s":(listen="0:TCP":attach="L")::"SOCKET"
 d try^spu("o ""n"":(listen=y_"":TCP""):0:""SOCKET""")
 d try^spu("o ""n"":(connect=y_"":1:TCP""):0:""SOCKET""")
 d try^spu("u ""s"":socket=x") d try^spu("u ""s"":attach=x") d try^spu("u ""s"":detach=x")
 d try^spu("u ""s"":socket=y") d try^spu("u ""s"":attach=y") d try^spu("u ""s"":detach=y")
 d try^spu("u ""s"":delim=y") d try^spu("u ""s"":zff=y") d try^spu("u ""s"":exception=y") d try^spu("c ""s"":socket=x")
 d try^spu("o ""n"":(listen=x_"":LOCAL""):0:""SOCKET""")
 o "s":(listen="0:TCP":attach=x)::"SOCKET" u $p w $zsocket("s","INDEX",x)," ",$zsocket("s","SOCKETHANDLE",1)=x,!
 u "s":socket=x u "s":detach=x u $p w $zsocket(,"INDEX",x),! u "s":attach=x c "s":socket=x u $p w $zsocket("s","NUMBER"),!
 q
