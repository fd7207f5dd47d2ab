nestx ; TSTART in XECUTE blocks loops and extrinsics
 s ^n=0 ts  x "s ^n=1" d  tc  w ^n,$tl,!
 . s ^n=^n+1
 . ts  s ^n=^n*10 tc
 f i=1:1:3 d ts(i)
 w ^n,$tl,! w $$tx(5),^n,$tl,!
 x "ts  s ^n=""x"" tro" w ^n,!
 ts  f i=1:1:4 s ^n(i)=i i i=3 tro  q
 w $d(^n),$tl,!
 ts  s ^n(1)=1,^n(2)=2 k ^n(1) m ^m=^n w $d(^m(2)),$o(^n("")) tc  w $d(^m),!
 ts  s l="local" tro  w l,!
 ts  s $ec="" l +x l -x w $t tc  w !
 k ^n,^m q
ts(i) ts  s ^n=^n+i i i=2 tro  q
 tc  q
tx(v) ts  s ^n=v tc  q v*2
