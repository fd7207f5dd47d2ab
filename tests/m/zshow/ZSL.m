ZSL ; ZSHOW "L": locks and their levels, names with subscripts
 l ^a zshow "l" l +^a,+^a,+b(1,"x") zshow "l" l -^a zshow "l"
 l (c,^d("y",2.5)) zshow "l" l +c:0 zshow "L":v zwr v
 zallocate z(1) zshow "l" l  zshow "l" zdeallocate  zshow "l"
 q
