bigvalues ; values up to 1 MiB
 n n,v k ^v
 f n=0,1,4000,4096,32767,65535,100000,1000000,1048570,1048575,1048576 s v=$tr($j("",n)," ","x") d try("s ^v(n)=v"),try("w $l($g(^v(n)))")
 s v=$tr($j("",1048576)," ","y") d try("s ^v=v"),try("w $l(^v)"),try("s ^v=^v_1"),try("s w=^v,$e(w,5)=1,^w(1)=w"),try("s $e(^v,3)=""z"" w $e(^v,1,5),$l(^v)"),try("s $p(^v,""q"",2)=1"),try("w $l(^v)"),try("m w=^v w $l(w),$d(w(100000))"),try("m ^x=w w $l(^x(1000000))"),try("s ^y=$i(^v)"),try("w ^v"),try("w $l($zwrite(^v(4096)))"),try("s ^v(1)=^v(1)_^v(1) w $l(^v(1))")
 q
try(t) w t," -> " d x w "  ",$e($r,1,10),! q
x n $et s $et="w "" ! "",$e($p($zs,"","",3,9),1,90) s $ec="""" q" x t q
