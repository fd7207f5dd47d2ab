test ; $TEST stacking
 i 1 d s w "d s: ",$t,!
 i 1 s x=$$f w "$$f: ",$t,!
 i 1 d  w "block: ",$t,!
 . i 0
 i 1 d s() w "d s(): ",$t,!
 i 1 d p(1) w "d p(1): ",$t,!
 i 1 x "i 0" w "x: ",$t,!
 i 1 d s w "goto path: ",$t,!
 i 0 d  
 e  d  w "kept else: ",$t,!
 . i 1
 i 1 f i=1:1:2 d
 . i i=2
 w "for block: ",$t,!
 i $$f w "bad"
 e  w "$$f false then ",$t,!
 i '$$f w "not $$f ",$t,!
 r x:0 w "read: ",$t,!
 l +a:0 w "lock: ",$t,! l
 i 0 l +a w "lock no timeout: ",$t,!
 i 1 i 0,1
 w "list: ",$t,!
 i 1 w $s($$f:1,1:0)," sel ",$t,!
 q
s() i 0
 q
p(x) i 'x
 q
f() i 0
 q 0
