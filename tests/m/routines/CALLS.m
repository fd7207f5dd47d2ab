CALLS ; DO, GOTO and $$ across routines and labels with parameters, fall-through, postconditions
 d a("x"),b() d:1 a("y"):0,a("z"):1 d ^CALLS:0
 w $$f(2),$$f^CALLS(3),$$g,! g:0 bad g next:0,next2:1
bad w "bad",!
next w "bad next",!
next2 w "next2",! s l="f",r="CALLS" w $$@(l)(4),$$@(l)^CALLS(5),$$f^@(r)(6),$$@(l)^@(r)(7),!
 d @"a(8)",@(l)(9) d @(l)^@(r)(10) d a("i"),@"a(""j""),a(""k"")"
 d fall
 q
a(p) w "a ",p,! q
b() w "b",! q
f(n) w:'$q "do f ",n,! q:$q n*n q
g() q "g"
fall w "fall "
 w "through ",!
 q
