select ; $SELECT
 w "$S(1:""a"",1:""b"") => ",$S(1:"a",1:"b"),!
 w "$s(0:""a"",1:""b"") => ",$s(0:"a",1:"b"),!
 w "$select(0:1/0,1:""lazy"") => ",$select(0:1/0,1:"lazy"),!
 w "$s(""abc"":1,""1x"":2) => ",$s("abc":1,"1x":2),!
 w "$s(1=2:1,2=2:$s(0:3,1:4),1:5) => ",$s(1=2:1,2=2:$s(0:3,1:4),1:5),!
 w "$s(1:1)+$s(1:2) => ",$s(1:1)+$s(1:2),!
 w "$s($d(x):x,1:""none"") => ",$s($d(x):x,1:"none"),!
 s x=5 w $s(x<3:"low",x<6:"mid",1:"high"),!
 w $s(x=5:$$f(1),1:$$f(2)),!
 i $s(x:1,1:0) w "if",!
 s i=0 w $s($i(i)=2:"two",$i(i)=2:"second",$i(i)=3:"third"),i,!
 DO e("w $s(0:1)")
 DO e("w $s(0:1,0:2)")
 DO e("w $s()")
 DO e("w $s(1)")
 DO e("w $s(1:)")
 DO e("w $s(1:1,)")
 DO e("w $s(1:1,2)")
 DO e("w $s(zz:1,1:2)")
 DO e("w $s(1/0:1)")
 DO e("w $s(0:zz,1:""skipped"")")
 q
f(n) w "f",n," " q n*10
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
