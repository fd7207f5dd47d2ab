pieces ; %MPIECE, %RANDSTR and %ZSHOWVTOLCL
 n $et s $et="w "" ! "",$p($zs,"","",3,4),! s $ec="""""
 n a,b,t f t="a b","  a  b ","","a","a"_$c(9)_"b","a;b" s *a=$$SPLIT^%MPIECE(t) zwr a
 f t="a;b;;c;",";;a","" s *a=$$SPLIT^%MPIECE(t,";") zwr a
 f t="a b","  a  b ","","a","a"_$c(9)_"b","a;b" w $$^%MPIECE(t)," ",$$^%MPIECE(t,"a")," ",$$^%MPIECE(t," ","<>"),!
 w $l($$^%RANDSTR),$l($$^%RANDSTR(0)),$l($$^%RANDSTR(40)),$$^%RANDSTR(3,,,"x"),$$^%RANDSTR(3,"65")?3"A",$$^%RANDSTR(300,"48:1:90","N")?300N,!
 w $$^%RANDSTR(50,"65:1:67,97:1:99","L")?50L," ",$tr($$^%RANDSTR(50,"65:2:70","A"),"ACE")="",!
 q
