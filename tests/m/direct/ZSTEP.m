ZSTEP ; ZSTEP INTO, OVER and OUTOF with $ZSTEP
 w "one",!
 d sub
 w "two ",$$f(3),!
 f i=1:1:2 d sub
 w "three",!
 q
sub ;
 w "sub a",!
 w "sub b",!
 q
f(n) s n=n*2
 q n
