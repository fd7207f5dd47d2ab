merge ; MERGE of subtrees
 n a,b,c
 f i=1:1:3 f j="x","y" s a(i,j)=i_j
 m b=a zwr b
 m b(2)=a(1) zwr b
 s b(1)="top" m a=b zwr a
 m c("copy","deep")=a(3) zwr c
 k c m c=a(1),c(9)=a(2) zwr c
 m ^t=a k b m b=^t(2) zwr b zwr ^t
 k ^t(1,"x") m ^t(5)=^t(2) zwr ^t
 k c s c="c" m c(1)=a(3,"x") zwr c
 m ^t(1)=c zwr ^t
 k ^t
 d e("m a(1)=a(1) w $d(a(1))")
 d e("m a(1,2)=a(1)")
 d e("m ^t(1)=^t")
 d e("m ^t=^t(1)")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
