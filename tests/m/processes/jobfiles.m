jobfiles ; where a job's output goes
 new l
 do go("say^jobfiles"),show("jobfiles.mjo"),show("jobfiles.mje")
 do go("say^jobfiles:(output=""o.txt"":error=""e.txt"")"),show("o.txt"),show("e.txt")
 do go("say^jobfiles:(output=""both.txt"":error=""both.txt"")"),show("both.txt")
 do go("bad^jobfiles:(output=""o2.txt"":error=""e2.txt"")"),show("e2.txt")
 do go("ask^jobfiles:(input=""o.txt"":output=""o3.txt"":error=""e3.txt"")"),show("o3.txt")
 zsystem "mkdir sub"
 do go("say^jobfiles:(default=""sub"")"),show("sub/jobfiles.mjo")
 do go("say^jobfiles:(default=""sub"":output=""x.out"")"),show("sub/x.out"),show("sub/jobfiles.mje")
 quit
go(a) kill ^done write "JOB ",a,! job @a do until^procaux("'$zsigproc("_$zjob_",0)=0") quit
show(f) new l write "[",f,"]",!
 open f:(readonly:exception="goto no") use f for  read l quit:$zeof  use 0 write "|",l,! use f
 use 0 close f quit
no use 0 write "no file",! quit
say write "to the output",! use $principal write "and more",! set ^done=1 quit
bad write "before",! set $etrap="write ""trapped "",$piece($zstatus,"","",3,9),! set $ecode="""" quit" do  quit
 . write 1/0
 quit
ask new a,b read a,b write "<",a,"|",b,"|",$zeof,">",! set ^done=1 quit
