ztrap ; $ZTRAP forms
 s $zt="g err1"
 w 1/0
 w "bad",!
err1 w "err1 ",$p($zs,",",2,3),!
 s $zt="g @""err2""" w zz
 w "bad",!
err2 w "err2 ",$zs,! s $zt="d err3 g go3" w zz(1)
 w "bad",!
err3 w "err3 ",! q
go3 w "go3",! s $zt=""
 d sub w "after sub",!
 s $zt="" d sub2 w "after sub2",!
 w "[",$zt,"] [",$ec,"]",!
 q
sub n $zt s $zt="g suberr" w 1/0 w "bad" q
suberr w "suberr ",$zl,! s $ec="" q
sub2 n $zt s $zt="zg "_($zl-1) w 1/0 w "bad" q
