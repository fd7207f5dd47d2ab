pass ; sockets that one process passes to the other: one, many, names, time-outs, wrong process, what was not read
 ;@pair alike
 q
server n d,i,v,h,x,z s d=$ztrnlnm("TMPD")
 o "u":(listen=d_"/p.sock:LOCAL":attach="ul":delim=$c(10)):9:"SOCKET"
 o "t":(listen=$zcmdline_":TCP":attach="tl":delim=$c(10)):9:"SOCKET"
 u "u" w /wait(30) s h=$p($key,"|",2)
 u "t" w /listen(5) f i=1:1:5 w /wait(30,"READ","tl") s h(i)=$p($key,"|",2)
 f i=1:1:5 u "t":socket=h(i) r v:9 u $p w v,!
 f i=1:1:5 u "t":detach=h(i)
 d try^spu("u ""u"" w /pass(,5)") d try^spu("u ""u"" w /pass(,5,""nosuch"")")
 d wrong
 u "u" w /pass(,9,h(1)) d told("one")
 u "u" w /pass(,9,h(2),h(3),h(4),h(5)) d told("four")
 u $p w "left: ",$zsocket(,"NUMBER"),!
 d try^spu("u ""u"" w ""data""")
 u "u" w /accept(.x,,30) d told("one back: "_$l(x,"|"))
 o "b":::"SOCKET" u "b":attach=$p(x,"|") u "b":delim=$c(10) r v:9 u $p w "from it: ",v,!
 q
wrong n $et s $et="s z=$$zs^spu($zs),$ec="""" u $p w $p(z,""PID=""),! q"
 u "u" w /pass(1,5,h(1))
 q
told(l) n t s t=$t u $p w l," $TEST=",t,! u "u"
 q
client n d,i,v,h,x,t s d=$ztrnlnm("TMPD")
 o "u":(connect=d_"/p.sock:LOCAL":attach="uc"):30:"SOCKET"
 f i=1:1:5 o "t":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c"_i:delim=$c(10)):30:"SOCKET" u "t" w "first of ",i,!,"second of ",i,!
 u "u" w /accept(.x,,30,"mine") s t=$t u $p w "one: $TEST=",t," ",x,!
 u "u" w /accept(.x,,30,"a",,"c") s t=$t u $p w "four: $TEST=",t," ",$l(x,"|")," ",$p(x,"|")," ",$l($p(x,"|",2))>5," ",$p(x,"|",3),!
 o "p":::"SOCKET" u "p":attach="mine" u $p w $zsocket("p","HOWCREATED",0)," ",$zsocket("p","STATE",0)," ",$zsocket("p","DELIMITER",0),!
 u "p":delim=$c(10) r v:9 u $p w v,!
 f i=1:1:4 u "p":attach=$p(x,"|",i) u "p":delim=$c(10) r v:9 u $p w v,!
 u "u" w /accept(.y,,.2) s t=$t u $p w "nothing: $TEST=",t," ",$d(y),!
 u "p":socket="a" w "answer",! u "t":socket="c2" r v:9 u $p w v,! u "t" w "more",!
 u "p":detach="c" u "u" w /pass(,9,"c") s t=$t u $p w "back: $TEST=",t,!
 u "t":socket="c4" w "to you",!
 q
