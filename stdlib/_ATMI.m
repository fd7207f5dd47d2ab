%ATMI ; XATMI for M: the calls of C by their names. docs/conv.md describes them
 q
tpalloc(buffer,type,subtype,size) q $&atmi.tpalloc(.buffer,.type,.subtype,.size)
tprealloc(buffer,size) q $&atmi.tprealloc(.buffer,.size)
tpfree(buffer) d &atmi.tpfree(.buffer) q
tptypes(buffer,type,subtype) q $&atmi.tptypes(.buffer,.type,.subtype)
tpinit(info) q $&atmi.tpinit(.info)
tpterm() q $&atmi.tpterm()
tpconnect(service,data,len,flags) q $&atmi.tpconnect(.service,.data,.len,.flags)
tpsend(cd,data,len,flags,revent) q $&atmi.tpsend(.cd,.data,.len,.flags,.revent)
tprecv(cd,data,len,flags,revent) q $&atmi.tprecv(.cd,.data,.len,.flags,.revent)
tpdiscon(cd) q $&atmi.tpdiscon(.cd)
tpcall(service,in,inlen,out,outlen,flags) q $&atmi.tpcall(.service,.in,.inlen,.out,.outlen,.flags)
tpacall(service,data,len,flags) q $&atmi.tpacall(.service,.data,.len,.flags)
tpgetrply(cd,data,len,flags) q $&atmi.tpgetrply(.cd,.data,.len,.flags)
tpcancel(cd) q $&atmi.tpcancel(.cd)
tpbegin(seconds,flags) q $&atmi.tpbegin(.seconds,.flags)
tpcommit(flags) q $&atmi.tpcommit(.flags)
tpabort(flags) q $&atmi.tpabort(.flags)
tpgetlev() q $&atmi.tpgetlev()
tpadvertise(service,function) q $&atmi.tpadvertise(.service,.function)
tpunadvertise(service) q $&atmi.tpunadvertise(.service)
tpsprio(priority,flags) q $&atmi.tpsprio(.priority,.flags)
tpgprio() q $&atmi.tpgprio()
tpsblktime(seconds,which) q $&atmi.tpsblktime(.seconds,.which)
tpgblktime(which) q $&atmi.tpgblktime(.which)
tperrno(form) q $&atmi.tperrno(.form)
tpurcode() q $&atmi.tpurcode()
tpstrerror(number) q $&atmi.tpstrerror(.number)
userlog(text) q $&atmi.userlog(.text)
REASON() q $&atmi.reason() ; why the last call failed, or who ended a conversation and why
VALUE(name) q $&atmi.value(.name) ; the number of a flag, an error or an event
WAIT(list,seconds) q $&atmi.wait(.list,.seconds) ; until something is there for a node of list: list(cd), list("end",cd), list("call",cd), list("socket",device,handle)
CONVERSATIONS(list) q $&atmi.conversations(.list) ; those of this session as list(cd,name), and list("call",cd,name) of its requests
TABLE(list,command) q $&atmi.table(.list,.command) ; what operators see of the whole application as list(row,column); "conversations" by default, or another table of mrun conv admin
TRANSCRIPT(cd,where) ; keeps what happens on a conversation in a global from now on, or, with an empty cd, on all that begin; no more with an empty where
 n %x,%i,$et,$es s $et="g noplace^%ATMI"
 s %x(0)="" i $g(where)'="" s where=$na(@where),%x(-1)=$qs(where,-1),%x(0)=$qs(where,0) f %i=1:1:$ql(where) s %x(%i)=$qs(where,%i)
 s %i=$&atmi.transcript(.cd,.%x)
 q $s(%i[",":$na(@where@($p(%i,","),$p(%i,",",2))),1:%i)
noplace ; where is no name
 k %x s %x(0)=$zwrite($g(where)),$ec=""
 q $&atmi.transcript(.cd,.%x)
REPLAY(from,service,differences) q $$REPLAY^%ATMILOG(.from,.service,.differences) ; plays the initiator's part of a transcript again, and compares
tpreturn(rval,rcode,data,len,flags) ; ends the service; nothing outside one
 n level,open s level=$&atmi.level()
 q:'level
 s open=$tl tro:open
 d &atmi.tpreturn(.rval,.rcode,.data,.len,.flags,open)
 zg level:over^%ATMI
tpforward(service,data,len,flags) ; another service goes on with the request
 n level,open s level=$&atmi.level()
 q:'level
 s open=$tl tro:open
 i $&atmi.tpforward(.service,.data,.len,.flags,open)
 zg level:over^%ATMI
over q  ; where tpreturn leads: the end of dispatch
SERVE ; the loop of a server that the monitor started
 n what,i,x,error
 i $&atmi.offer(.what)<0 d &atmi.userlog("cannot join: "_$&atmi.reason()) zhalt 1
 d init(.what,.error) i $d(error) d &atmi.userlog("tpsvrinit failed: "_error) zhalt 1
 d &atmi.ready()
 f  q:'$$turn()
 d done(what("program"))
 h
init(what,error) ; tpsvrinit, and the services wanted at boot
 n $et,$es,i,x,name,program s $et="s error=$zstatus,$ec="""" q",program=what("program")
 i $t(@("+1^"_program))="" s error="there is no routine "_program_" on "_$zroutines q
 s x=$t(@("tpsvrinit^"_program))
 i x'="" s x=$s(x["(":$$run("tpsvrinit^"_program_"(what(""arguments""))",.what),1:$$run("tpsvrinit^"_program,.what)) i x<0 s error="it returned "_x q
 f i=1:1 q:'$d(what("offers",i))  s x=what("offers",i) d
 . i x="-A" d all(program) q
 . i $&atmi.tpadvertise($p(x,":"),$p(x,":",2))<0 d &atmi.userlog("cannot offer "_x_": "_$&atmi.reason())
 q
run(entry,what) ; the value of a function that may have none
 n value,$et,$es s $et="i $zstatus[""QUITARGREQD"" s $ec="""" q 0"
 q @("$$"_entry)
all(program) ; offers every label whose first parameter is TPSVCINFO
 n i,x,name
 f i=1:1 s x=$t(@("+"_i_"^"_program)) q:x=""  s name=$p(x,"(") d:$p($p(x,"(",2),")")="TPSVCINFO"
 . i name?1(1"%",1A).AN,$&atmi.tpadvertise(name,name)<0 d &atmi.userlog("cannot offer "_name_": "_$&atmi.reason())
 q
done(program) ; tpsvrdone
 n $et,$es s $et="d &atmi.userlog(""tpsvrdone: ""_$zstatus) s $ec="""" q"
 d:$t(@("tpsvrdone^"_program))'="" @("tpsvrdone^"_program)
 q
turn() ; one request; 0 at the end
 q:$&atmi.next()<1 0
 d dispatch
 q 1
dispatch ; calls the service with nothing but its own variables
 n
 n $et,$es s $et="g failed^%ATMI"
 n TPSVCINFO,%entry s %entry=$&atmi.begin($zl,.TPSVCINFO)
 d @%entry
 q
failed ; an error that the service did not trap
 n %level s %level=$&atmi.level()
 tro:$tl
 d &atmi.failed($zstatus)
 s $ec=""
 zg %level:over^%ATMI
