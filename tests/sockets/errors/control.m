control ; control mnemonics: any case, abbreviations, unknown ones, too long ones, on the wrong kind of socket
 n c,i d tcp^sk($c(10)) o "e":::"SOCKET" o "u":(listen=$ztrnlnm("TMPD")_"/u.sock:LOCAL":attach="U")::"SOCKET"
 f i=1:1 s c=$p($t(list+i),";",2,99) q:c=""  d try^spu(c)
 q
list ;
 ;u "srv":socket="L" u "srv" w /LISTEN(3),/l(2),/Li(1),/listen
 ;u "s" w /listen(1)
 ;u "s" w /nosuch
 ;u "s" w /eof
 ;u "s" w /close
 ;u "s" w /abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz
 ;u "s" w /wait(0),/wait(0,"read"),/wait(0,"Write"),/wait(0,"READWRITE")
 ;u "s" w /wait(0,"nonsense")
 ;u "s" w /wait(0,"")
 ;u "s" w /wait(0,"READ","nosuch")
 ;u "s" w /wait(-1),/wait("x"),/wait("")
 ;u "s" w /block
 ;u "s" w /block("ON")
 ;u "s" w /block("nonsense")
 ;u "srv":socket="L" u "srv" w /block("OFF")
 ;u "s" w /block("off")
 ;u "s" w /block("OFF")
 ;u "s" w /pass(,0,"x")
 ;u "s" w /accept(.x,,0)
 ;u "u" w /pass(,0,"x")
 ;u "u" w /accept(.x,,0)
 ;u "e" w /listen(1)
 ;u "e" w /block("OFF")
 ;u "e" w /pass(,0,"x")
 ;u "e" w /accept(.x,,0)
 ;u "e" w /nosuch
 ;
