%RO ; Writes routines to one file that %RI reads
 n %ZD,%ZH,%ZR,lines,strip
 w !,"Routine Output - Save selected routines into RO file.",!
 d ^%RSEL
 i '%ZR w !,"No routines selected" q
 s %ZD=$$OUTPUT^%MRUNIO q:%ZD="^"
 s %ZH=$$ASK^%MRUNIO("Header Label: "),strip=$zco($e($$READ^%MRUNIO("Strip comments <No>?: ")),"U")="Y"
 d WRITE
 w !,!,"Total of ",$$COUNT^%MRUNIO(lines,"line")," in ",$$COUNT^%MRUNIO(%ZR,"routine"),".",!,!
 q
CALL ; without asking: %ZR has routines, %ZD is the file (the principal device unless set), %ZH the header
 n lines,strip
 d:$d(%ZR)<10 ^%RSEL q:'%ZR
 s strip=0
 n %ZDnew s %ZDnew=$g(%ZD,$p) n %ZD s %ZD=%ZDnew
 o:%ZD'=$p %ZD:(newversion:stream:nowrap:recordsize=1048576)
 d WRITE s %ZR=""
 q
WRITE n line,n,name
 u %ZD w $s($g(%ZH)="":"%RO Routine Output Utility",1:%ZH),!,"GT.M ",$$NOW^%MRUNIO,!
 s lines=0,name="" f  s name=$o(%ZR(name)) q:name=""  d
 . u $p d:%ZD'=$p LIST^%MRUNIO(name)
 . d LINES^%MRUNIO(%ZR(name)_$tr(name,"%","_")_".m",.line) u %ZD w name,!
 . f n=1:1 q:'$d(line(n))  s line=$$EXPAND($s("; "[$e(line(n)):" ",1:"")_$s($e(line(n))=" ":$e(line(n),2,$l(line(n))),1:line(n))) s:strip line=$$STRIP(line) s:line'="" lines=lines+1 w:line'="" line,!
 . w ! u $p
 u %ZD w !,! d CLOSE^%MRUNIO(%ZD)
 q
EXPAND(line) ; tabs become blanks
 n at
 f  s at=$f(line,$c(9)) q:'at  s line=$e(line,1,at-2)_$j("",8-(at-2#8))_$e(line,at,$l(line))
 q line
STRIP(line) ; without its comment, but for one of two semicolons; empty if nothing else was there
 n at
 f at=1:1:$l(line,";") q:$l($p(line,";",1,at),"""")#2
 q:$p(line,";",at+1,at+1)=""&($l(line,";")>(at+1))!(at=$l(line,";")) line
 s line=$p(line,";",1,at)
 q $s(line?." ":"",1:line)
