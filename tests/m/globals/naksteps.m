naksteps ; naked references in one line after the other
 k ^a,^b s ^a(1,2,3)=1,^(4)=2,^(4,5)=3,^(6)=4 w $r,! zwr ^a
 s ^b(1)=0,^(2)=^(1),^(3,1)=^(2),^(2)=$o(^(1)) w $r,! zwr ^b
 w $d(^a(1,2)),$d(^(2)),$d(^(2,3)),$d(^(3)),$d(^(9,9)),$d(^(1)),$r,!
 f i=1:1:3 s ^(i)=i,^(i,i)=i
 w $r,! zwr ^a
 k ^b(1),^(2),^(3) w $r,$d(^b),!
 s x=$g(^a(1)),y=$g(^(1,2)),z=$g(^(2,3)) w x,y,z,$r,!
 s ^a(5)=$o(^a(1,2,"")),^(6)=$o(^(5)) w $r,! zwr ^a(5:6)
 i $d(^a(1)),$d(^(1,2)) w $r,! s ^(7)=1
 e  w "no",!
 w $s($d(^a(9)):^(9),$d(^a(5)):^(5),1:0),$r,!
 d sub w $r,^(1),!
 s ^a=1,x=$d(^a(1)) x "s ^(8)=8 w $r,!" w $r,!
 l +^a(1,2) w $r,! l
 n $et s $et="w $p($zs,"","",3,4),! s $ec="""" q"
 s x=$d(^a) s ^(1)=1
 q
sub s ^b(1)="one",^b(2)="two" q
