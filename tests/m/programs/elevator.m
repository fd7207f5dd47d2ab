elevator ; event log with READ commands
 n cmd,f,dir s f=0 f  r cmd q:$zeof  d do(cmd)
 w "final ",f,! q
do(c) n v s v=$p(c," ") i v="" w "empty",! q
 i $t(@("c"_v))="" w "unknown ",v,! q
 d @("c"_v_"($p(c,"" "",2))") q
cgo(n) i n'?1.N!(n>9) w "bad floor [",n,"]",! q
 s dir=$s(n>f:"up",n<f:"down",1:"stay") w f,"->",n," ",dir," ",$s(n>f:n-f,1:f-n),! s f=n q
csay(x) w "says ",x,! q
csum(x) n i,t s t=0 f i=1:1:$l(x,",") s t=t+$p(x,",",i)
 w "sum ",t,! q
