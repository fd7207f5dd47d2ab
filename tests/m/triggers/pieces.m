pieces ; pieces that changed
 do add("+^p -commands=S -xecute=""write """"all """",$ztupdate,"""" """",$ztdelim,!"" -delim=""|""")
 do x("set ^p=""a|b|c|d""")
 do x("set ^p=""a|b|c|d""")
 do x("set ^p=""x|b|c|d""")
 do x("set ^p=""x|b|c|d|e|f|g""")
 do x("set ^p=""x""")
 do x("set ^p=""x|||""")
 do x("set ^p=""""")
 do x("set ^p=""|q||r""")
 do x("kill ^p set ^p=""x""")
 do x("set $piece(^p,""|"",4)=""z""")
 do clr
 do add("+^p -commands=S -xecute=""write """"some """",$ztupdate,!"" -delim=""|"" -pieces=2:4;6")
 do x("set ^p=""1|2|3|4|5|6|7""")
 do x("set ^p=""1|2|3|4|5|6|8""")
 do x("set ^p=""9|2|3|4|5|0|8""")
 do x("set ^p=""9|2|3""")
 do clr
 do add("+^p -commands=S -xecute=""write """"long """",$ztupdate,"""" """",$ztdelim,!"" -zdelim=""::""")
 do x("set ^p=""a::b:c::d""")
 do x("set ^p=""a::b:x::d::""")
 do x("kill ^p")
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
