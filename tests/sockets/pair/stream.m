stream ; Write "Message 1","Message 2" taken by 1 to 18 READs, and protocols that do not depend on how the stream was cut
 ;@pair
 q
server n i,n,v,k,c,all
 o "s":(listen=$zcmdline_":TCP":attach="L"):10:"SOCKET" u "s" w /listen(1) w /wait(20)
 f n=1:1:18 d
 . s all="",k=0 f  q:$l(all)'<18  d
 .. s c=18-$l(all)\(n-k) s:k=(n-1) c=18-$l(all)
 .. r v#c s all=all_v,k=k+1
 . u $p w n," reads: ",all,! u "s"
 ; fixed length
 f i=1:1:3 r v#9 u $p w "fixed: ",v,! u "s"
 ; a header of fixed length that tells the length
 f i=1:1:3 r n#8 s n=$tr(n," ") r v#n u $p w "header: ",n," ",$$sum^sk(v),! u "s"
 ; delimiters; a timed READ in a loop puts its parts together
 u "s":delim=$c(13,10)
 f i=1:1:3 r v u $p w "delimiter: ",v,! u "s"
 s all="" f  r v:.05 s all=all_v q:$l($key)
 u $p w "in parts: ",all,! u "s"
 w "thanks",! r v u $p w "end: ",v," ",$zeof,!
 q
client n i,x
 o "c":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="c"):30:"SOCKET" u "c"
 f i=1:1:18 Write "Message 1","Message 2"
 f i=1:1:3 w "message",$j(i,2)
 f i=1,1000,70000 s x=$$str^sk(i) w $j(i,8),x
 u "c":delim=$c(13,10)
 f i=1:1:3 w "line ",i,!
 w "half of a line, " h .2 w "and the rest",!
 r x u $p w "got ",x,!
 q
