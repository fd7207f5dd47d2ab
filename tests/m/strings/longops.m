longops ; operations on long strings
 n s,t,i s s="" f i=1:1:2000 s s=s_$c(i#95+32)
 w $l(s)," ",$l(s,"A")," ",$f(s,"~!",1500)," ",$a(s,1999),!
 s t=$re(s) w $e(t,1,5),"|",$re(t)=s,!
 s t=$tr(s,"ABCDEFGHIJ","jihgfedcba") w $l(t,"a")," ",t=s,!
 s $e(s,1000,1010)="<>" w $l(s)," ",$e(s,995,1005),!
 s $p(s,"A",5,10)="cut" w $l(s)," ",$l(s,"A"),!
 s t="" f i=1:1:500 s $p(t,",",i)=i*i
 w $l(t)," ",$p(t,",",250)," ",$p(t,",",499,501),!
 f i=500:-50:1 s $p(t,",",i)=""
 w $l(t)," ",$l(t,","),! w $e(t,1,60),!
 s i=0 f  s i=$f(t,",,",i) q:'i  w i," "
 w ! w t]s," ",s]t," ",t[",4,"," ",t?.NP," ",s?1E.E,!
