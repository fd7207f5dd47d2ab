ZWPATTERN ; ZWRITE with a pattern for the name
 s a=1,ab=2,abc(1)=3,b=4,B=5,b1(2)=6,%a=7
 zwr ?1"a".e w "--",! zwr ?1L w "--",! zwr ?.E1N w "--",! zwr ?1U,?1"%".e w "--",! zwr ?1"a".e(1) w "--",! zwr ?1"zz"
 q
