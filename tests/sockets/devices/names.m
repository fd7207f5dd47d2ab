names ; device names: long, empty, odd, case; OPEN of several in one command
 n n,i,v s $p(n,"n",201)=""
 f i=1:1:6 s v=$p("abc,ABC,a b,a/b\c,"_$c(1)_"x,"_n,",",i) d
 . d try^spu("o v:(listen=""0:TCP"":attach=""L"")::""SOCKET""") u v s x=$io u $p w x=v," ",$zsocket(v,"NUMBER"),!
 o "":(listen="0:TCP":attach="L")::"SOCKET" u "" s x=$io u $p w "empty: '",x,"'",!
 o "p":(listen="0:TCP":attach="P")::"SOCKET","q":(listen="0:TCP":attach="Q")::"SOCKET" w $zsocket("p","NUMBER"),$zsocket("q","NUMBER"),!
 u "p":socket="P","q":socket="Q" s x=$io u $p w x,!
 c "p","q","abc",n w $data(x),! d try^spu("u ""abc""") d try^spu("u n")
 q
