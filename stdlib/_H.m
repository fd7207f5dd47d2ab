%H ; Dates and times from $HOROLOG's form and to it
 q
%CDS s %DAT=$$CDS(%DT) q
%CDN s %DAT=$$CDN(%DT) q
%CTS s %TIM=$$CTS(%TM) q
%CTN s %TIM=$$CTN(%TM) q
CDS(day) ; 1/2/2020
 n s s s=$zd(+day,"MM/DD/YEAR") q +s_"/"_+$p(s,"/",2)_"/"_$p(s,"/",3)
CDN(text) q $$FUNC^%DATE(text)
CTS(n) ; 10:30:00
 q $zd("0,"_n,"24:60:SS")
CTN(text) ; seconds of h:m:s
 q $p(text,":")*60+$p(text,":",2)*60+$p(text,":",3)
