%DATE ; Date of people: %DN in $HOROLOG's days of %DS, empty if it is no date
 n %DS
 f  r !,"Date: ",%DS s %DN=$$FUNC(%DS) q:%DN'=""  w "  - invalid date"
 q
INT s %DN=$$FUNC($g(%DS)) q
FUNC(s) n c,d,i,kind,last,list,m,y
 s s=$zco($g(s),"U") q:s="" +$h
 q:$e("TODAY",1,$l(s))=s +$h q:$e("TOMORROW",1,$l(s))=s $h+1 q:$e("YESTERDAY",1,$l(s))=s $h-1
 i s?1"T".ANP,s'?2A.ANP q $h+$s(s?1"T"." "1(1"+",1"-").P1.N:$tr($e(s,2,$l(s))," +-")*$s($tr(s," ")["T-":-1,1:1),1:0)
 ; words of letters and of digits, whatever stands between them
 s list="",last=""
 f i=1:1:$l(s) s c=$e(s,i),kind=$s(c?1N:"N",c?1A:"A",1:"") s:kind'=""&(kind'=last) list=list_" " s:kind'="" list=list_c s last=kind
 s m=$p(list," ",2),d=$p(list," ",3),y=$p(list," ",4)
 q:list="" +$h q:$l(list," ")>4 ""
 s:d?1.A s=m,m=d,d=s s:m?1.A m=$$MONTH(m)
 q:y'?.N "" s:y="" y=+$zd($h,"YEAR") s:$l(y)<3 y=y+1900
 q:d'?1.2N!(m<1)!(m>12)!(d<1) "" q:d>$$LENGTH(y,m) ""
 q $$DAY(y,m,d)
MONTH(word) ; number of the first month that begins with the word
 n i,n
 s n=0
 f i=1:1:12 i $e($p("JANUARY,FEBRUARY,MARCH,APRIL,MAY,JUNE,JULY,AUGUST,SEPTEMBER,OCTOBER,NOVEMBER,DECEMBER",",",i),1,$l(word))=word s n=i q
 q n
LENGTH(y,m) ; days of a month
 q $s(m=2:28+(y#4=0&(y#100)!(y#400=0)),1:$e("303232332323",m)+28)
DAY(y,m,d) ; days since 31 December 1840
 n a
 s a=14-m\12,y=y+4800-a,m=m+(12*a)-3
 q d+(153*m+2\5)+(365*y)+(y\4)-(y\100)+(y\400)-32045-2393471
