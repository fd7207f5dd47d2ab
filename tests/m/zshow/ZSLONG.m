ZSLONG ; ZSHOW of long values into a global whose records are short, and to the device
 s a="",$p(a,"abcdefghi ",60)="",b("sub")=$e(a,1,300)
 zshow "v":l s i="" f  s i=$o(l("V",i)) q:i=""  w i,":",$l(l("V",i))," ",$e(l("V",i),1,20),!
 zshow "v":^g s i="" f  s i=$q(^g) q:i=""  w i," ",$l(@i),! k @i q:'$d(^g)
 q
