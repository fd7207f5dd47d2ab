new ; NEW forms
 s a=1,b=2,c=3
 d t1 zwr  d t2 zwr  d t3 zwr  d t4 zwr  d t5 zwr
 d t6 zwr
 q
t1 n a s a=10,b=20 w "t1 ",a,b,c,! q
t2 n (a) w "t2 ",$d(a),$d(b),$d(c),! s b=5 q
t3 n  w "t3 ",$d(a),$d(b),$d(c),! s z=5 q
t4 n a,b,d s d=4 w "t4 ",$d(a),$d(b),$d(c),$d(d),! n:0 c w $d(c) n:1 c w $d(c),! q
t5 n @"a" w "t5 ",$d(a) n @"b,c" w $d(b),$d(c),! q
t6 n a s a(1)=1 n a s a(2)=2 zwr a n a w $d(a),! q
