ZSINT ; ZSHOW "V" in frames with parameters not passed, and after KILL of a formal by reference
 d a(,.x,3)
 zshow "v"
 q
a(p,q,r,s) zshow "v" w "--",! s q(1)=1,p="P" zshow "v" w "--",! k q zshow "v" w "--",! q
