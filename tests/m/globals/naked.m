naked ; naked references
 s ^a(1)=1,^(2)=2,^(3,1)=31,^(2)=32 zwr ^a
 w $r,! w ^a(1),^(2),^(3,1),^(2),! w $r,!
 s ^a(1,1)=^a(2) w $r,! s ^(5)=5 zwr ^a
 s ^(6)=^a(1) w $r,! zwr ^a
 s ^a(7)=^(1) w $r,!
 i $d(^a(1)) w ^(1),$r,!
 w $d(^a(99)),^(1),!
 w $o(^a("")),$r,! w $o(^(1)),$r,! w $g(^(8),"none"),$r,!
 k ^a(1) w $r,! s ^(1)="new" w ^a(1),!
 s x=$q(^a("")) w x," ",$r,!
 m ^b(1)=^a(3) w $r,! s ^(2)="bb" zwr ^b
 w $na(^(5)),$r,!
 d sub w $r,^(1),!
 w ^a(1) x "w ^(2)" w ^(2),!
 s ^z=1 
 DO e("w ^(1)")
 s ^z(1)=1 w ^(1) k ^z
 DO e("w ^(1)")
 s ^q(1,2,3)=1 w $r,! s ^(4)=4,^(4,5)=45,^(6)=46 zwr ^q
 k ^a,^b,^q
 q
sub s ^c(1)="c1",^(2)="c2" q
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
