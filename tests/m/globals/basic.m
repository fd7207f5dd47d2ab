basic ; globals
 s ^a=1,^a(1)="x",^a("k",2)=3 w ^a,^a(1),^a("k",2),$d(^a),$d(^a("k")),!
 k ^a(1) w $d(^a(1)),! k ^a w $d(^a),!
 s ^A=1,^a=2,^%z=3,^aLongGlobalNameOfThirtyOneChars1=4 w ^A,^a,^%z,^aLongGlobalNameOfThirtyOneChars1,!
 s ^aLongGlobalNameOfThirtyOneChars1234="trunc" w ^aLongGlobalNameOfThirtyOneChars1,!
 s (^b,^c(1),d)="m" w ^b,^c(1),d,!
 s $p(^p,"^",3)="c",$e(^e,3)="z" w ^p,"|",^e,!
 s x="^ind(1)",@x=5 w ^ind(1),@x,! s @"^i2"@("s")=6 w ^i2("s"),!
 s ^n(1)=$g(^n(1))+1,^n(1)=^n(1)+1 w ^n(1),!
 s ^t=1.50,^t(1)="1.50",^t(2)=1E3,^t(3)=-0,^t(4)="",^t(5)=$c(0,255) zwr ^t
 w ^t(1)*2,^t+1,!
 do e("w ^nosuch")
 do e("w ^nosuch(1)")
 do e("w ^t(9)")
 do e("w ^t(")
 do e("w ^")
 do e("w ^1")
 do e("s ^t()=1")
 do e("s ^t(zz)=1")
 do e("s ^a.b=1")
 Write "$g(^nosuch) => ",$g(^nosuch),!
 Write "$g(^nosuch,5) => ",$g(^nosuch,5),!
 k ^A,^a,^%z,^aLongGlobalNameOfThirtyOneChars1,^b,^c,^p,^e,^ind,^i2,^n,^t
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
