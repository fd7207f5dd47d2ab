fib ; double recursion
 n n s n=$s($zcmdline:+$zcmdline,1:32)
 w "fib ",$$f(n),!
 q
f(n) q:n<2 n
 q $$f(n-1)+$$f(n-2)
