fpiece ; $PIECE: forms and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;w $p("a,b,c",","),$p("a,b,c",",",2),$piece("a,b,c",",",2,3)
 ;;w $p("a,b,c",",",0),$p("a,b,c",",",-1,1),$p("a,b,c",",",9),$p("a,b,c",",",3,2)
 ;;w $p("abc",""),$p("abc","",1)
 ;;w $p("a::b::c","::",2)
 ;;w $p("a,b","x"),$p("a,b","x",2)
 ;;s x="a,b,c",$p(x,",",2)="Z" w x
 ;;s x="",$p(x,",",4)="q" w x
 ;;k x s $p(x,"^",2)=1 w x
 ;;s x="a,b,c",$p(x,",",2,3)="Z" w x
 ;;s x="a,b",$p(x,",",0)="Z" w x
 ;;s x="a,b",$p(x,",",-1,0)="Z" w x
 ;;s x="a,b",$p(x,"",1)="Z" w x
 ;;s x="a,b",$p(x,",",3,2)="Z" w x
 ;;s $p(x,",",1,2,3)=1
 ;;s $p(5,",")=1
 ;;s x(1)="a^b",$p(x(1),"^",2)="c" w x(1)
 ;;s ^x="a^b",$p(^x,"^",3)=1 w ^x k ^x
 ;;s $p(@"x",",",1)="ind" w x
 ;;s ($p(x,",",1),y)=7 w x,y
 ;;w $p("a,b",",",1.9)
 ;;w $p("a,b",",",,2)
 ;;w $p()
 ;;w $p("a")
 ;;w $zp("a,b",",",2)
 ;;w $zpiece("a,b",",",2)
 ;;s x="a,b",$zpiece(x,",",2)=3 w x
 ;;w $p(zz,",")
 ;;w $p("a,b",zz)
