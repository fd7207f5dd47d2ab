bigmerge ; MERGE of many nodes whose triggers do not run, and of some whose do
 do add("+^a(x=:) -commands=S -delim=""|"" -pieces=2 -xecute=""set ^n=$get(^n)+1""")
 new i,x for i=1:1:20000 set x(i)="a" set:i#5000=0 x(i)="a|b"
 merge ^a=x write ^n," ",$order(^a(""),-1),!
 merge ^b=^a write $data(^b(20000)),!
 new $etrap set $etrap="write $ecode,! set $ecode="""" quit"
 do clr,add("+^c(x=:) -commands=S -xecute=""if x=3 set $ecode="""",U3,""""""")
 do err
 write $order(^c(""),-1),!
 quit
err new $etrap set $etrap="quit:$ztlevel  write $ecode,! set $ecode="""" quit"
 merge ^c=x
 write "not reached",!
 quit
add(i) if $ztrigger("item",i) quit
clr if $ztrigger("item","-*") quit
