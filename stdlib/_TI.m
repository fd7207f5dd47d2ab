%TI ; Time of people: %TN seconds since midnight of %TS, empty if it is no time
 n %TS
 f  r !,"Time: ",%TS s %TN=$$FUNC(%TS) q:%TN'=""  w "  - invalid time"
 q
INT s %TN=$$FUNC($g(%TS)) q
FUNC(t) n h,half,m,p
 q:$g(t)="" $p($h,",",2)
 s t=$tr($zco(t,"U")," ")
 q:"NOON"[t&($e(t)="N") 43200 q:"MIDNIGHT"[t&($e(t)="M") 0
 s half="",p=$e(t,$l(t)-1,$l(t)) i p="AM"!(p="PM") s half=$e(p),t=$e(t,1,$l(t)-2)
 q:t'?1.4N&(t'?1.2N1":"1.2N) ""
 i t[":" s h=$p(t,":"),m=$p(t,":",2)
 e  s h=$s($l(t)>2:$e(t,1,$l(t)-2),1:t),m=$s($l(t)>2:$e(t,$l(t)-1,$l(t)),1:0)
 q:h>23!(m>59)!(half'=""&(h>12)) ""
 s:half="A"&(h=12) h=0 s:half="P"&(h<12) h=h+12
 q h*60+m*60
