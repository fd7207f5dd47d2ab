jobargs ; values that JOB hands over
 new i,v
 kill ^v
 set v(1)="",v(2)="a b",v(3)="quote "" inside",v(4)=$char(0,1,10,13,127,255),v(5)=1.50,v(6)="1.50",v(7)=-.5,v(8)=1E20,v(9)=$justify("",3000),v(10)="-direct",v(11)="--x"
 for i=1:1:11 do
 . kill ^done job take^jobargs(i,v(i)):(output="/dev/null":error="/dev/null")
 . do until^procaux("$data(^done)")
 . write i," ",^v(i)=v(i)," ",$length(^v(i)),!
 kill ^done job twice^jobargs(v(3),v(3)_1):(output="/dev/null":error="/dev/null")
 do until^procaux("$data(^done)") write ^done,!
 kill ^done job take^jobargs(,"second only"):(output="/dev/null":error="/dev/null")
 do until^procaux("$data(^done)") write ^done," ",$get(^v(0)),!
 kill ^done job take^jobargs():(output="/dev/null":error="/dev/null")
 do until^procaux("$data(^done)") write ^done,!
 quit
take(i,v) set ^v(+$get(i))=$get(v,"none") set ^done=$data(i)_$data(v) quit
twice(a,b) set ^done=(b=(a_1)) quit
