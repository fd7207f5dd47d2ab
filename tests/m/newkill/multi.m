multi ; NEW several times at one level
 s a="orig",b=1
 d p zwr
 d q zwr
 f i=1:1:3 d r
 zwr
 d s zwr
 q
p n a s a=1 n a s a=2 n a w $d(a) s a=3 w a,! q
q n a,a,b s a=4 n b s b=5 n  s c=6 zwr  q
r i i=2 n a s a="r"_i
 w a," " q
s n (a) n (b) w $d(a),$d(b),! s a="x" q
