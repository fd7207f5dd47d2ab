deferred ; what $ZTRIGGER says in a transaction
 do x("tstart () set r=$ztrigger(""item"",""+^q -commands=S -xecute=""""w 1"""""") write r,$tlevel,! trollback")
 do x("set r=$ztrigger(""select"")")
 do x("tstart () set r=$ztrigger(""item"",""+^q -commands=S -xecute=""""w 12"""""") write r,$tlevel,! set r=$ztrigger(""select"") write r,! tcommit")
 do x("tstart () set r=$ztrigger(""item"",""+^q -commands=S -xecute=""""w 13"""""") write ""A"" tstart () set r=$ztrigger(""item"",""+^q -commands=S -xecute=""""w 14"""""") write ""B"" trollback -1 write ""C"" tcommit")
 do x("set r=$ztrigger(""item"",""-*"")")
 do x("tstart () set r=$ztrigger(""item"",""+^q -commands=S -xecute=""""w 4,!"""""") set ^q=1 write ""after"",! tcommit")
 do x("set ^q=1")
 do x("tstart () set ^q=2,r=$ztrigger(""item"",""-^q -commands=S -xecute=""""w 4,!"""""") set ^q=1 write ""after"",! tcommit")
 do x("set ^q=1")
 do x("tstart () set ^q=2,r=$ztrigger(""file"",""/nosuch"") write ""after"",! tcommit")
 do x("tstart () set ^q=2,r=$ztrigger(""select"",""1"") write ""after"",! tcommit")
 do x("tstart () write $ztrigger(""item"",""+^q -commands=X -xecute=""""w 1"""""") trollback")
 do x("set ^b=1 set r=$ztrigger(""item"",""+^t -commands=S -xecute=""""w 2"""""") write $reference,$order(^c),$order(^%),$order(^zzz,-1)")
 quit
add(i) write $ztrigger("item",i),! quit
clr if $ztrigger("item","-*")
 quit
x(c) ; an error ends the line, inside a trigger the trigger
 write "--- ",c,!
 new $etrap set $etrap="write ""ERR "",$zstatus,"" "",$ecode,"" "",$ztlevel,$tlevel,! set $ecode="""" trollback:$tlevel&'$ztlevel  quit"
 xecute c
 write !
 quit
y(c) ; an error goes through triggers to here
 write "--- ",c,!
 new $etrap set $etrap="write ""ERR "",$zstatus,"" "",$ecode,"" "",$ztlevel,$tlevel,! quit:$ztlevel  set $ecode="""" trollback:$tlevel  quit"
 xecute c
 write !
 quit
