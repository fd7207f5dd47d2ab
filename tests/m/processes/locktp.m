locktp ; locks inside transactions
 new $etrap set $etrap="write $piece($zstatus,"","",3,9),! set $ecode="""" trollback:$tlevel  quit"
 lock ^z
 tstart () lock +^a,+^b tcommit
 write $$now^procaux("lock ^a:0 set r=$test"),!
 lock ^z tstart () lock +^a trollback
 write $$now^procaux("lock ^a:0 set r=$test"),$$now^procaux("lock ^z:0 set r=$test"),!
 zshow "L"
 do one("lock +^z lock -^z"),one("lock ^y"),one("lock"),one("lock +^z,+^a lock -^a lock +^a zshow ""L""")
 zshow "L"
 do one("zallocate ^q zdeallocate ^q zallocate ^q"),one("zdeallocate ^z") zshow "L"
 write $$now^procaux("lock ^q:0 set r=$test"),!
 do one("lock -^z")
 quit
one(code) write code,! tstart () xecute code tcommit
 write "done",! quit
