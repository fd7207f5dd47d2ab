tpcount ; four processes count in transactions
 new i,n
 set ^n=0
 for i=1:1:4 set n(i)=$$start^procaux("for i=1:1:100 tstart ()  set ^n=^n+1,^of("_i_",i)=^n tcommit")
 for i=1:1:4 if $$end^procaux(n(i))'="" write "failed",!
 write ^n,!
 ; every value was seen once
 new seen,j,k set (i,k)=""
 for  set i=$order(^of(i)) quit:i=""  set j="" for  set j=$order(^of(i,j)) quit:j=""  set seen(^of(i,j))=$get(seen(^of(i,j)))+1
 for i=1:1:400 if $get(seen(i))'=1 write i," ",$get(seen(i)),!
 quit
