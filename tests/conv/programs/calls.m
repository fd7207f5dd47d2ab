calls ; requests with one reply
 n out,len,cd,i,ok,list,any
 s ok=$$tpcall^%ATMI("PLAIN","a",0,.out,.len) w ok," ",out," ",len," ",$$tpurcode^%ATMI,!
 s ok=$$tpcall^%ATMI("PLAIN",,0,.out,.len) w ok," ",out,!
 s ok=$$tpcall^%ATMI("FAILS","a",0,.out,.len) w ok," ",$$tperrno^%ATMI("NAME")," ",out," ",$$tpurcode^%ATMI,!
 f i="CRASH","QUITS" s ok=$$tpcall^%ATMI(i,"a",0,.out,.len) w i," ",ok," ",$$tperrno^%ATMI("NAME"),!
 s ok=$$tpcall^%ATMI("NOBODY","a",0,.out,.len) w ok," ",$$tperrno^%ATMI("NAME"),!
 s ok=$$tpcall^%ATMI("PASS","on",0,.out,.len) w "forwarded: ",ok," ",out," ",$$tpurcode^%ATMI,!
 f i=1:1:3 s cd(i)=$$tpacall^%ATMI("PLAIN",i) w cd(i)," "
 w !
 s cd=cd(2),ok=$$tpgetrply^%ATMI(.cd,.out,.len) w ok," ",out,!
 w "again: ",$$tpgetrply^%ATMI(.cd,.out,.len)," ",$$tperrno^%ATMI("NAME"),!
 w "cancel: ",$$tpcancel^%ATMI(cd(1))," again ",$$tpcancel^%ATMI(cd(1))," ",$$tperrno^%ATMI("NAME"),!
 s ok=$$tpgetrply^%ATMI(.any,.out,.len,"TPGETANY") w "any: ",ok," ",out," was ",any=cd(3),!
 w "none left: ",$$tpgetrply^%ATMI(.any,.out,.len,"TPGETANY")," ",$$tperrno^%ATMI("NAME"),!
 s cd=$$tpacall^%ATMI("LATE","x") w "not yet: ",$$tpgetrply^%ATMI(cd,.out,.len,"TPNOBLOCK")," ",$$tperrno^%ATMI("NAME"),!
 s ok=$$tpgetrply^%ATMI(cd,.out,.len) w ok," ",out,!
 s ok=$$tpsblktime^%ATMI(.1),ok=$$tpcall^%ATMI("LATE","x",0,.out,.len) w "too late: ",ok," ",$$tperrno^%ATMI("NAME"),!
 w "no reply: ",$$tpacall^%ATMI("NOTE","noted",0,"TPNOREPLY")
 f  q:$g(^note(1))'=""  h .01
 w " ",^note(1),! k ^note
 f i=1:1:50 s cd=$$tpacall^%ATMI("PLAIN",i)
 w "the 51st: ",$$tpacall^%ATMI("PLAIN",51)," ",$$tperrno^%ATMI("NAME"),!
 f i=0:1 q:$$tpgetrply^%ATMI(.any,.out,.len,"TPGETANY")<0
 w i," replies",!
 w "outside a service: " d tpreturn^%ATMI("TPSUCCESS",0,"x") w "tpreturn does nothing",!
 w "no server: ",$$tpadvertise^%ATMI("X","X")," ",$$tperrno^%ATMI("NAME"),!
 w "priorities: ",$$tpsprio^%ATMI(101,"TPABSOLUTE")," ",$$tpsprio^%ATMI(70,"TPABSOLUTE")," ",$$tpcall^%ATMI("PLAIN","p",0,.out,.len)," ",$$tpgprio^%ATMI,!
 w $$tpstrerror^%ATMI(22),!
 q
