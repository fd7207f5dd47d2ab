%TI ; Time of people: %TN seconds since midnight of %TS, empty if it is no time
 n %TS
 f  r !,"Time: ",%TS s %TN=$$FUNC(%TS) q:%TN'=""  w "  - invalid time"
 q
INT s %TN=$$FUNC($g(%TS)) q
FUNC(t) n c,h,half,i,kind,last,list,m
 q:$g(t)="" $p($h,",",2)
 s t=$zco(t,"U") q:$e(t)="N" 43200 q:$e(t)="M" 0
 ; words of letters and of digits, whatever stands between them
 s (last,list)=""
 f i=1:1:$l(t) s c=$e(t,i),kind=$s(c?1N:"N",c?1A:"A",1:"") s:kind'=""&(kind'=last) list=list_" " s:kind'="" list=list_c s last=kind
 s h=$p(list," ",2),m=$p(list," ",3),half="" q:h'?1.N ""
 i m?1A.A s half=m,m=""
 e  s half=$p(list," ",4)
 i m="" q:$l(h)=3&h "" s:$l(h)=4 m=$e(h,3,4),h=$e(h,1,2)
 q:half'=""&(",A,AM,P,PM,"'[(","_half_",")) ""
 q:h>24!(m>59)!(half'=""&(h>12)) ""
 s:half["A"&(h=12) h=0 s:half["P"&(h<12) h=h+12
 q h*60+m*60
