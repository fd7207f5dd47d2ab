kset ; SET: forms
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;s x=1 w x
 ;;s x=1,y=2 w x,y
 ;;s (x,y)=3 w x,y
 ;;s (x,y(1),z)=4 w x,y(1),z
 ;;s x(1)=1,x(1,2)=3 zwr x
 ;;s @"x"=5 w x
 ;;s @"x=6" w x
 ;;s @"x=7,y=8" w x,y
 ;;s @"(x,y)"=9 w x,y
 ;;s x
 ;;s x=
 ;;s =1
 ;;s 1=1
 ;;s "x"=1
 ;;s $h=1
 ;;s $j=1
 ;;s $t=0 w $t
 ;;s $x=5 w $x
 ;;s $y=3
 ;;s $ec=""
 ;;s $et="" w $et
 ;;s $zz=1
 ;;s $q=1
 ;;s x=1:1
 ;;s:0 x=9
 ;;s x=zz
 ;;s x(1/0)=1
 ;;s x=1/0
 ;;s (x,y
 ;;s ()=1
 ;;s (x)=1 w x
 ;;s ^x=1,^x(1)=2 w ^(1) k ^x
 ;;s ^(1)=2
 ;;s (@"x",y)=5 w x,y
 ;;s x=1 y=2
 ;;s x+1=2
 ;;s $p(x,",",2)=1,$e(y,3)="z" w x,y
 ;;s ($p(x,1),$e(y,2))="q" w x,y
 ;;s *y=x
 ;;s *y=1
 ;;s *y=nope
 ;;s *1=x
 ;;s *y=^x
 ;;s x("")=1
 ;;s x(1,"")=2 w x(1,"")
 ;;s $d(x)=1
 ;;s $l(x)=1
 ;;s $zl(x)=1
 ;;s $zpiece(x,",",1)="zp" w x
 ;;s $key=1
 ;;s $device="a" w $device
 ;;s $zdir="/nosuch"
 ;;s x="a"=1 w x
 ;;s x=y=1 w x
 ;;s x ="1"
 ;;s x= 1
 ;;s $principal=1
 ;;s $io=1
 ;;s $zsystem=1
 ;;s $zversion=1
 ;;s $zjob=1
 ;;s $storage=1
 ;;s $zquit=0 w $zquit
