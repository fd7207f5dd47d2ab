ZSR ; ZSHOW "R": as "S", with a hash of the source after each place; "C" and "A" with nothing to show
 d a
 zshow "c" zshow "a"
 q
a x "zshow ""r"":v"
 f i=1:1 q:'$d(v("R",i))  w $p(v("R",i),":"),":",$l($p(v("R",i),":",2))," ",$p(v("R",i),":",2)?32(1N,1"a",1"b",1"c",1"d",1"e",1"f"),!
 q
