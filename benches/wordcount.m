wordcount ; counting words of a generated text
 n n,i,j,x,w,c,l,t,k s n=$s($zcmdline:+$zcmdline,1:60000),x=11,t=0,k=0
 f i=1:1:n s l="" d  f j=1:1:$l(l," ") s w=$p(l," ",j),c(w)=$g(c(w))+1
 . f j=1:1:8 s x=x*16807#2147483647,l=l_$s(j>1:" ",1:"")_$c(x#26+97)_$c(x\26#26+97)
 s w="" f  s w=$o(c(w)) q:w=""  s k=k+1,t=t+(k*c(w))
 w "wordcount ",k," ",t,!
 q
