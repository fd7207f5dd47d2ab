%TO ; Time for people: %TS of %TN seconds since midnight
INT s %TS=$$TEXT($g(%TN)) q
TEXT(n) ; hour from 1 to 12, minute, AM or PM
 n h,m
 q:n="" "" s n=n\60,h=n\60,m=n#60
 q $s(h#12:h#12,1:12)_":"_$tr($j(m,2)," ",0)_$s(h<12:" AM",1:" PM")
