tpnoisolation ; VIEW "NOISOLATION": what a transaction read of a global does not restart it
 view "NOISOLATION":"^a"
 do one("read","set x=^a(1)","set ^a(1)=2")
 do one("read and set","set x=^a(1),^a(1)=x+5","set ^a(1)=2")
 do one("set","set ^a(1)=8,x=0","set ^a(1)=2")
 do one("order","set x=$order(^a(1))","set ^a(1.5)=1")
 quit
 new $etrap set $etrap="write $zstatus,! halt"
 quit
one(what,read,change) ; the change comes between the read and the commit, at the first try
 new x,n,file,i,tries
 kill ^a,^aa set ^a(1)=1,^a(2)=20,^a(3)=30
 kill ^go,^done
 open "go":newversion close "go":delete
 open "done":newversion close "done":delete
 set n=$$start^procaux("do change^tpnoisolation("_$$quoted(change)_")")
 tstart (what,read,change,n)
 xecute read
 if '$trestart zsystem "touch go; while ! test -e done; do sleep 0.01; done"
 set ^r(what)=x,tries=$trestart
 tcommit
 write what,": ",^r(what)," ",tries," ",^a(1),!
 if $$end^procaux(n)
 quit
change(code) zsystem "while ! test -e go; do sleep 0.01; done"
 xecute code
 zsystem "touch done"
 quit
quoted(s) new i,r set r="" for i=1:1:$length(s) set r=r_$extract(s,i) set:$extract(s,i)="""" r=r_""""
 quit """"_r_""""
