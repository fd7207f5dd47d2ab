zwriteb ; ZWRITE quoting and key order
 n i s a="abc",a(-1)="neg",a(0)=0,a(.5)=".5",a(10)=1E10,a(9)="007",a("")="null",a("A")="U",a("a")="l",a("10x")=1,a(" ")="sp",a("""")="q"
 zwr a
 k a s a($c(1))="ctl",a($c(65,0))="nul",a("x"_$c(9)_"y")=$c(9) zwr a
 k a s a=$c(200),a(1)="a"_$c(10)_"b",a(2)=$c(34,34),a(3)=$c(0,34,0) zwr a
 k a s a=1,a(1)="1",a(2)="01",a(3)="1.0",a(4)="-0",a(5)=-0,a(6)="1E5",a(7)=1E5,a(8)=".",a(9)="-.5",a(10)="123456789012345678",a(11)="1234567890123456789" zwr a
 k a s a(1,2,3)=1,a(1,2)=2,a(1)=3,a(1,"x")=4 zwr a
 zwr a(1,2,*) zwr a(1,,3) zwr a(,2) zwr a(1,2:)
 zwr a(1,?1A) zwr a(1,"a":) zwr a(1,:5)
