zwrest ; ZWRITE: what stands before * may be missing; globals that do not exist
 k ^r,r s ^r=0,^r(1)=1,^r(1,2)=2,^r(1,2,3)=3,^r("a")=5,^r("a","b")=6,^r(5)=5 m r=^r
 w "9",! zwr r(,,*)
 w "10",! zwr r(1,,*)
 w "11",! zwr r(1:2,:,*)
 w "12",! zwr ^r(1:2,:,*)
 w "13",! zwr ^r(,2,*)
 w "14",! zwr ^r(1,2,,*)
 n $et s $et="w $p($zs,"","",3,9),! s $ec="""""
 d a,b,c,d,e
 q
a zwr ^nog(1:2)
 q
b zwr ^nog(*)
 q
c zwr ^nog(,1)
 q
d zwr nol(1:2)
 q
e zwr ^nog(1,:2)
 q
