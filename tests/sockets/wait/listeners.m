listeners ; WRITE /WAIT on a device with many listeners
 n i,p,k,n
 f i=1:1:20 o "s":(listen="0:TCP":attach="L"_i)::"SOCKET" s p(i)=$zsocket("s","LOCALPORT",i-1)
 u "s" w /wait(.2) s k=$t u $p w "idle: ",k,!
 f i=3,17,1,20 d
 . o "c":(connect="127.0.0.1:"_p(i)_":TCP":attach="c"_i):9:"SOCKET"
 . u "s" w /wait(9) s k=$key u $p w $p(k,"|")," from ",$zsocket("s","PARENT",$zsocket("s","CURRENTINDEX")),!
 f i=1:1:3 u "c":socket="c"_$p("17,3,20",",",i) w "x" u "s" w /wait(9) s k=$key r n#1 u $p w $p(k,"|")," from ",$zsocket("s","PARENT",$zsocket("s","INDEX",$p(k,"|",2)))," ",n,!
 u "s" w /wait(.1) s k=$t u $p w "idle: ",k,!
 q
