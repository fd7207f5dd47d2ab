TEXTEND ; $TEXT to the end of the routine, blank last lines and tabs between label and code
lab	w "tab after label"
	;
 f i=0:1 s l=$t(lab+i) q:l=""  w i,":",l,"|",!
 f i=1:1:12 w i,":",$t(+i),"|",!
 q
lab2;comment right after
lab3 q
 

