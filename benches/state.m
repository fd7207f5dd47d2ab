state ; an IF/ELSE state machine over the characters of a text
 n n,i,p,c,s,st,w,d,q s n=$s($zcmdline:+$zcmdline,1:90000),(st,w,d,q)=0
 s s="set x=12+total45 ""quoted text"" if y7>300 write ""ok"" ;done 9"
 f i=1:1:n f p=1:1:$l(s) s c=$e(s,p) d
 . i st=0 s:c?1A st=1,w=w+1 s:c?1N st=2,d=d+1 s:c="""" st=3,q=q+1 q
 . i st=1 s:c'?1AN st=0 q
 . i st=2 s:c'?1N st=0 q
 . e  s:c="""" st=0
 w "state ",w," ",d," ",q,!
 q
