trestnot ; a transaction that cannot be restarted: the error is one of the level that began it
 do one("tstart ","sub"),one("tstart ","trestart"),one("tstart ():serial tstart ","sub"),one("tstart  tstart ()","sub")
 write $tlevel,!
 do data
 quit
data new $etrap set $etrap="write "" tl "",$tlevel,"" "",$get(^x,""-""),$get(^y,""-""),! set $ecode="""" trollback:$tlevel  quit"
 tstart  set ^x=1
 tstart () set ^y=2
 do again
 quit
again trestart
 quit
one(start,how) new $etrap set $etrap="write "" outer "",$piece($zstatus,"","",3,4),"" at "",$piece($zstatus,"","",2),"" tl "",$tlevel,"" level "",$zlevel-2,! set $ecode="""" trollback:$tlevel  quit"
 write start," ",how,":"
 xecute:how="trestart" start_" trestart:$trestart<1  write ""not "",$trestart trollback  quit"
 if how="sub" do deep(start)
 write " end",! quit
deep(start) if start["serial" tstart ():serial tstart  do sub trollback:$tlevel  quit
 if start["()" tstart  tstart () do sub trollback:$tlevel  quit
 tstart  do sub trollback:$tlevel  quit
sub new $etrap set $etrap="write "" inner "",$piece($zstatus,"","",3,4),! set $ecode="""" quit"
 trestart:$trestart<1
 write " restarted ",$trestart
 quit
