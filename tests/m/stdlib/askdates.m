askdates ; the routines for dates and times that ask
 n d f d=1:1:4 d ^%DATE w "|",%DN-$h,! d ^%TI w "|",%TN,! d INT^%TO w %TS,!
 f %DS="1/2/2020","x","jan 5 2020","31 dec 99","T+1" d INT^%DATE w $s(%DS["T":%DN-$h,1:%DN),!
 f %TS="10:30","x","12pm","0000","noon" d INT^%TI w %TN," " d:%TN'="" ^%TO w %TS,!
 f %DT=0,1,67900 d %CDS^%H w %DAT,! s %DT=%DAT d %CDN^%H w %DAT,!
 f %TM=0,1,86399 d %CTS^%H w %TIM,! s %TM=%TIM d %CTN^%H w %TIM,!
 d INT^%D w %DAT=$zd($h,"DD-MON-YY"),$$FUNC^%D=%DAT,! d INT^%T w %TIM=$$FUNC^%T!($$FUNC^%T=$$FUNC^%T),!
 o "x":newversion u "x" d ^%D w "|" d ^%T u $p c "x"
 q
