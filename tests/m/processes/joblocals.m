joblocals ; PASSCURLVN hands over what is there at the moment, with subscripts and other names
 new i,x
 set x=1,x("a")=2,x("a",-1.5)="t",x("","q")=3,big=$justify("",100000)_"e"
 set *y=x,z(1)=1 set %pct=5
 do go("set ^r=$get(x)_$get(x(""a""))_$get(x(""a"",-1.5))_$get(x("""",""q"")) set ^s=$length(big)_$extract(big,100001)")
 write ^r," ",^s,!
 do go("set x=7,^r=y set ^s=$data(z)_z(1)_%pct")
 write ^r," ",^s," ",x,!
 do go("kill ^r zwrite:0  set ^r=$order(%(""""))_$data(i)_$data(code)")
 write ^r,!
 kill x set x(5)=1 kill y
 do go("set ^r=$data(x)_$data(y)")
 write ^r,!
 new (x)
 do go("set ^r=$data(x)_$data(z)_$data(big)")
 write ^r,!
 quit
go(code) kill ^done job run^joblocals:(passcurlvn:output="/dev/null":error="/dev/null")
 do until^procaux("$data(^done)") quit
run set ^xlate=1 xecute code set ^done=1 quit
