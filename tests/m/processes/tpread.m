tpread ; what others change after a transaction read it restarts the transaction
 new $etrap set $etrap="write $zstatus,! halt"
 do one("value","set x=^a(1)","set ^a(1)=2")
 do one("undefined","set x=$get(^a(7),""-"")","set ^a(7)=1")
 do one("data","set x=$data(^a(5))","set ^a(5,1)=1")
 do one("data of a node","set x=$data(^a(1))","kill ^a(1)")
 do one("order","set x=$order(^a(1))","set ^a(1.5)=1")
 do one("order back","set x=$order(^a(""""),-1)","set ^a(""z"")=1")
 do one("order of an end","set x=$order(^a(3))","set ^a(4)=1")
 do one("query","set x=$query(^a(1))","set ^a(1,1)=1")
 do one("increment","set x=$increment(^a(2))","set ^a(2)=50")
 do one("merge","merge x=^a set x=$data(x(2,1))","set ^a(2,1)=1")
 do one("name order","set x=$order(^a)","set ^aa=1")
 do one("written and read","set ^a(1)=7,x=^a(1)","set ^a(2)=2")
 quit
one(what,read,change) ; the change comes between the read and the commit, at the first try
 new x,n,file,i
 kill ^a,^aa set ^a(1)=1,^a(2)=20,^a(3)=30
 kill ^go,^done
 open "go":newversion close "go":delete
 open "done":newversion close "done":delete
 set n=$$start^procaux("do change^tpread("_$$quoted(change)_")")
 tstart (what,read,change,n)
 xecute read
 if '$trestart zsystem "touch go; while ! test -e done; do sleep 0.01; done"
 set ^r(what)=x
 tcommit
 write what,": ",^r(what),!
 if $$end^procaux(n)
 quit
change(code) zsystem "while ! test -e go; do sleep 0.01; done"
 xecute code
 zsystem "touch done"
 quit
quoted(s) new i,r set r="" for i=1:1:$length(s) set r=r_$extract(s,i) set:$extract(s,i)="""" r=r_""""
 quit """"_r_""""
