otheraux ; helper routine
 w "entry ",$t(+0),! q
f(x) q x*11
g() q "g"_$t(+0)
p(r,n) n i f i=1:1:n s r(i)=i
 q
top w "top ",!
 w "top+1",! q
sh s v="shared" q
back(rn) q $$cb^others("ok")
