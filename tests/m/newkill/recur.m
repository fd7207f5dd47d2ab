recur ; NEW in recursion and loops
 s n="outer",lvl=0
 w $$f(4),! w n,lvl,!
 d g(3) w n,!
 f i=1:1:2 d h w n," "
 w !
 q
f(n) n s q:n=0 "" s s=$$f(n-1) q s_n
g(k) n n s n=k d:k>0 g(k-1) w n," " q
h n n,i s n="h" f i=1:1:3 s n=n_i
 w n," " q
