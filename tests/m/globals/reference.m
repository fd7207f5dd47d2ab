reference ; $REFERENCE
 w "[",$r,"]",! s ^a=1 w $R,! s ^a(1)=1 w $reference,!
 s ^a("x",1.5,-2)=1 w $r,! s ^a("q""q",$c(1))=1 w $r,!
 w $d(^nosuch(1,2)),$r,! w $g(^ns2),$r,!
 w $o(^a(1)),$r,! w $q(^a(1)),$r,! w $na(^c(1)),$r,! 
 k ^a(1) w $r,! l +^d(1) w $r,! l
 s x="^a(""y"")" s @x=1 w $r,! w $ql(x),$r,!
 d sub w $r,! x "s ^x(1)=1" w $r,! k ^x w $r,!
 s y=$$f w $r,!
 n  w $r,! zwr ^a w $r,!
 s ^a(1)="z" w $na(@$r@(2)),! w @$r,! 
 DO e("s $r=""^a(5)""")
 DO e("s $r=""""")
 w $r,! k ^a
 DO e("w ^nosuch(5)")
 w $r,!
 q
sub s ^s(1)=1 k ^s q
f() s ^f(2)=2 k ^f q 1
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
