values ; numbers and texts as values of globals
 n i,v k ^v f i=1:1:60 s v=$$val(i),^v(i)=v,v(i)=v
 f i=1:1:60 w i,": ",$zwrite(^v(i))," ",^v(i)=v(i),^v(i)]]v(i),v(i)]]^v(i),$l(^v(i))," ",+^v(i)," ",^v(i)+1," ",^v(i)*2," ",^v(i)?.N," ",$e(^v(i),1,3)," ",^v(i)&1,'^v(i)," ",$a(^v(i)),!
 zwr ^v
 m w=^v f i=1:1:60 w:w(i)'=v(i)!($zwrite(w(i))'=$zwrite(v(i))) i," "
 w ! k w f i=1:1:60 s w(^v(i))=i
 s i="" f  s i=$o(w(i)) q:i=""  w w(i)," "
 w ! k ^w f i=1:1:60 s:^v(i)'="" ^w(^v(i))=i,^w(+^v(i),1)=i
 s i="^w" f  s i=$q(@i) q:i=""  w i,"=",@i," "
 w ! q
val(i) q:i<20 $p("0,-0,00,1,-1,1.0,.5,0.5,-.5,1E5,1e5,1E-5,--1,+1,1.50,123456789012345678,1234567890123456789,.1.2, ",",",i)
 q:i<40 (i-30)*(10**(i-25)) q:i<50 (i-45)/7 q:i=50 1E46 q:i=51 -9.99999999999999999E46 q:i=52 1E-43 q:i=53 $c(0) q:i=54 "" q:i=55 $c(255,1) q:i=56 """" q:i=57 "a""b"_$c(10) q:i=58 1/3 q:i=59 .1+.2 q 2**53
