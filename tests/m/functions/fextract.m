fextract ; $EXTRACT: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $e("abcdef"),$e("abcdef",2),$e("abcdef",2,4)
 ;;w $e("abcdef",0),$e("abcdef",-1,2),$e("abcdef",5,99),$e("abcdef",4,2)
 ;;w $e("abc",1.9,2.9)
 ;;w $e("",1)
 ;;w $e("abc",,2)
 ;;w $e("abc",2,)
 ;;w $e(123456,2,3)
 ;;w $e("abc","2x")
 ;;s x="abc",$e(x,2)="ZZ" w x
 ;;s x="abc",$e(x)="" w x
 ;;s x="abc",$e(x,5)="Q" w x
 ;;s x="abc",$e(x,2,9)="" w x
 ;;s x="abc",$e(x,3,2)="N" w x
 ;;s x="abc",$e(x,0,1)="N" w x
 ;;k x s $e(x,3)="c" w x
 ;;k x s $e(x,0)="c" w $d(x)
 ;;s $e("abc",1)=2
 ;;s $e(x,1,2,3)=1
 ;;s x(1)="abc",$e(x(1),2)=5 w x(1)
 ;;s $e(@"x",1)="W" w x
 ;;s ^x="abc",$e(^x,1)="Z" w ^x k ^x
 ;;w $ze("abc",2)
 ;;s x="abc",$ze(x,2)="-" w x
 ;;w $extract("abc",1E9)
 ;;w $e("abc",-5,-1)
 ;;w $e("abc",zz)
 ;;w $e(zz,1)
