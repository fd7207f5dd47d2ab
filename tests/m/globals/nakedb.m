nakedb ; naked reference edge cases
 do e("w ^(1)")
 do e("s ^(1)=1")
 do e("k ^(1)")
 s ^a(1)=1,^a(2)=2,^b(1)="b1"
 w ^a(1)+^b(1),$r,^(1),!
 s ^a(^(1))="from b" w $r,! zwr ^a
 s x(^a(1))=^a(2) w $r,!
 w $s(^a(1)=1:^(2),1:^b(1)),$r,!
 i ^a(1)=1,^(2)=2 w "and",$r,!
 f i=^a(1):1:^a(2) w ^(i)," ",$r," "
 w ! s i="^b(1)" w @i,^(1),$r,!
 s i="^(1)" w @i,$r,!
 s ^a(1,2)=12 w $d(^a(1)),^(1),! w $d(^(1,2)),^(2),$r,!
 l ^b(1) w $r,! l
 zk ^a(1) w $r,^(2),!
 w $i(^a(5)),$r,$i(^(5)),$r,!
 s $p(^a(6),",",2)="x" w $r,^(6),!
 w $f(^a(6),"x"),$l(^(6)),!
 k ^a w $r,! s ^a(0)=1 k ^(0) s ^(1)="after kill" w $r," ",$g(^a(1)),!
 k  w $r,!
 k ^a,^b
 do e("w ^(1,2)")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
