ZSS ; ZSHOW "S": DO, $$, XECUTE, blocks and indirection
 d a
 s x=$$f(1)
 x "d show^ZSS(""x"")"
 d  s l="show(""ind"")" d @l
 . d show("block")
 x "x ""d  d show(""""xx"""")"""
 q
a d b q
b d show("b") q
f(n) d show("f") q 1
show(t) w t,!
 zshow "s"
 zshow:0 "s"
 q
