%H ; Dates and times from $HOROLOG's form and to it
 q
%CDS s %DAT=$$CDS(%DT) q
%CDN s %DAT=$$CDN(%DT) q
%CTS s %TIM=$$CTS(%TM) q
%CTN s %TIM=$$CTN(%TM) q
CDS(day) ; 1/2/2020
 n s q:day<0!(day>99999) "" s s=$zd(+day,"MM/DD/YEAR") q +s_"/"_+$p(s,"/",2)_"/"_$p(s,"/",3)
CDN(text) q:text'["/" "" q $$FUNC^%DATE(text)
CTS(n) ; 10:30:00
 q:n<0!(n>86399) "" q $zd("0,"_n,"24:60:SS")
CTN(text) ; seconds of h:m:s
 n h,m,s
 s h=$p(text,":"),m=$p(text,":",2),s=$p(text,":",3)
 q $s(h<0!(h>23)!(m>59)!(s>59):"",1:h*60+m*60+s)
