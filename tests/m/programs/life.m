life ; game of life and cellular automata
 n g,i d init("2,3;3,4;4,2;4,3;4,4") f i=1:1:4 w "gen ",i,! d show(6),step(6)
 d rule(30,31,8),rule(90,31,8)
 q
init(s) n i k g f i=1:1:$l(s,";") s g(+$p(s,";",i),+$p($p(s,";",i),",",2))=1
 q
show(n) n i,j f i=1:1:n w ?2 f j=1:1:n w $s($d(g(i,j)):"#",1:".")
 w ! f i=1:1:n w "  " d row(i)
 q
row(i) n j f j=1:1:n w $s($d(g(i,j)):"#",1:".")
 w ! q
step(n) n i,j,c,h f i=1:1:n f j=1:1:n s c=$$nb(i,j) s:c=3!(c=2&$d(g(i,j))) h(i,j)=1
 k g m g=h q
nb(i,j) n a,b,c s c=0 f a=i-1:1:i+1 f b=j-1:1:j+1 s:a'=i!(b'=j) c=c+$d(g(a,b))
 q c
rule(r,w,n) n s,t,i,j s s=$j("",w),$e(s,w\2+1)="#" f i=1:1:n w s,! s t="" f j=1:1:w s t=t_$s(r\(2**$$code(j))#2:"#",1:" ") s:j=w s=t
 q
code(j) q ($e(" "_s_" ",j)="#")*4+(($e(s,j)="#")*2)+($e(s,j+1)="#")
