stream ; Write "Message 1","Message 2" is a stream of 18 bytes that may take from 1 to 18 READs
 n n,i,v,all,k,c d both^sk("")
 f n=1:1:18 d
 . d tell^sk("again") d sync^sk
 . s all="",k=0 f  q:$l(all)'<18  d
 .. s c=18-$l(all)\(n-k) s:k=(n-1) c=18-$l(all)
 .. r v#c s all=all_v,k=k+1
 . u $p w n," reads of ",k,": ",all,! u "s"
 ; a READ without length takes what has come, whatever the WRITEs were
 d tell^sk("again") d sync^sk r v:9 d rd^spu("one READ",v)
 d tell^sk("cut") s all="" f  q:$l(all)'<18  r v:9 s all=all_v
 u $p w "sent byte by byte: ",all,!
 q
