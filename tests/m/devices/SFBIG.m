SFBIG ; long lines and binary bytes survive a file
 s f="a.bin",s="" f i=0:1:255 s s=s_$c(i)
 o f:(newversion:stream:nowrap:recordsize=100000) u f w s,!,$tr($j("",40000)," ","z"),! c f
 o f:(readonly:stream:recordsize=100000) u f f i=1:1:6 r x(i) q:$zeof  s n(i)=$l(x(i))
 u 0 c f zwr n
 w x(1)=$e(s,1,10)," ",x(2)=$e(s,12,256)," ",$e(x(2),1,1)=$c(11),!
 o f:(readonly:fixed:recordsize=256) u f r y u 0 w y=s,! c f
 q
