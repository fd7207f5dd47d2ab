argsubs ; subscripts from expressions
 n a,i,k s i=2,k="k"
 s a(i)=1,a(i+1)=2,a(k_i)=3,a(-i)=4,a(i=2)=5,a($l(k),$e("xyz",i))=6,a(a(i)+6)=7,a($o(a("")))=8 zwr a
 w a(a(i)+6),! w $d(a(i*1.0)),$d(a("2")),$d(a("2.0")),!
 s i=1 s a(i)=i,i=5,a(i)=a(1) w a(5),!
 f i=1:1:3 s b(i,i*i,i_"x")=i
 zwr b k b(2,4) zwr b
 s c(1)="1",c(2)="c(1)" w @c(2),! w c(@c(2)),!
 s n=3 s d(n)=n,d(n,n)=n*n,d(n,n,n)=n*n*n w d(3)+d(3,3)+d(3,3,3),!
 D e("s a(zz)=1")
 D e("s a(1,zz)=1")
 D e("w a(a)")
 D e("w a(1)(2)")
 D e("w a (1)")
 D e("w a(1,)")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
