sparse ; sparse numeric arrays and counting
 n a,i,k,c
 f i=1:7:100 s a(i)=i*i
 s k="" f c=0:1 s k=$o(a(k)) q:k=""
	Write "c => ",c,!
	Write "$o(a(50)) => ",$o(a(50)),!
	Write "$o(a(50),-1) => ",$o(a(50),-1),!
	Write "$o(a(99)) => ",$o(a(99)),!
	Write "$o(a(1),-1) => ",$o(a(1),-1),!
 f i=100:-1:1 s b(i)=i
 k b(50),b(51) 
	Write "$o(b(49)) => ",$o(b(49)),!
	Write "$o(b(52),-1) => ",$o(b(52),-1),!
 f i=1:2:100 k b(i)
 s k="",c=0 f  s k=$o(b(k)) q:k=""  s c=c+b(k)
	Write "c => ",c,!
 s b(0)="z",b(-1)="m",b(.5)="h",b("s")="str",b(1000000)="M"
	Write "$o(b("""")) => ",$o(b("")),!
	Write "$o(b(-1)) => ",$o(b(-1)),!
	Write "$o(b(0)) => ",$o(b(0)),!
	Write "$o(b(100)) => ",$o(b(100)),!
	Write "$o(b(1000000)) => ",$o(b(1000000)),!
	Write "$o(b(""s""),-1) => ",$o(b("s"),-1),!
 k b f i=1:1:10 s b($r(1)+i)=1 k b(i-1)
 zwr b
 k b f i=1:1:5 s b(i)=i f j=1:1:i s b(i,j)=j
 k b(3) zwr b
