merge ; MERGE
 s a=1,a(1)=2,a(1,2)=3,a("x")=4
 m b=a zwr b
 k b m b("s")=a zwr b
 k b m b=a(1) zwr b
 s c(5)=5,c(1)="old" m c=a zwr c
 k c m ^m=a m c=^m(1) zwr c,^m
 k d m d(1)=a,d(2)=a("x") zwr d
 k e m:0 e=a w $d(e) m:1 e=a w $d(e),!
 k e m e=nosuch w $d(e),!
 s e=1 m e=nosuch w e,!
 m @"f"=a w $d(f),! k f m f=@"a" w $d(f),! k f s x="f=a" m @x w $d(f),!
 m ^n(1,2)=^m zwr ^n
 k ^m,^n
 d e("m a=a zwr a")
 d e("m a(9)=a(1) zwr a")
 d e("m a=a(1)")
 d e("m a(1)=a")
 d e("m a")
 d e("m a=1")
 d e("m 1=a")
 d e("m (a,b)=c")
 d e("m a=""x""")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
