nested ; three nested loops, products and differences
 n n,i,j,k,s s n=$s($zcmdline:+$zcmdline,1:310),s=0
 f i=1:1:n f j=1:1:n f k=j:1:n s s=s+(i*j-k)
 w "nested ",s,!
 q
