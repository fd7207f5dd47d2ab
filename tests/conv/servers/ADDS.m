ADDS ; services with one reply that change globals, for the tests of transactions
 q
ADD(TPSVCINFO) ; name,value
 n name,new s name=$p(TPSVCINFO("data"),","),new=$g(^acct(name))+$p(TPSVCINFO("data"),",",2),^acct(name)=new
 d tpreturn^%ATMI("TPSUCCESS",0,new_" "_TPSVCINFO("flags")_" level "_$$tpgetlev^%ATMI_" "_$tl)
LOOK(TPSVCINFO) d tpreturn^%ATMI("TPSUCCESS",0,$g(^acct(TPSVCINFO("data")),"nothing"))
FAILING(TPSVCINFO) s ^acct("failing")=1 d tpreturn^%ATMI("TPFAIL",3,"no")
CRASHING(TPSVCINFO) s ^acct("crashing")=1,x=1/0
DYING(TPSVCINFO) s ^acct("dying")=1 zhalt 9
FALLING(TPSVCINFO) s ^acct("falling")=1 q
NESTED(TPSVCINFO) ; levels of M's own inside
 ts  s ^acct("nested")="in" tc
 ts  s ^acct("nested")="rolled back",^acct("no")=1 tro
 k ^acct("gone")
 d tpreturn^%ATMI("TPSUCCESS",0,^acct("nested")_" "_$d(^acct("no"))_" "_$tl)
OPEN(TPSVCINFO) ts  s ^acct("open")=1 d tpreturn^%ATMI("TPSUCCESS",0,"x")
MEDDLES(TPSVCINFO) ; what only the beginner may do
 n r s r=$$tpcommit^%ATMI(0)_$$tperrno^%ATMI("NAME")_" "_$$tpabort^%ATMI(0)_$$tperrno^%ATMI("NAME")_" "_$$tpbegin^%ATMI(5)_$$tperrno^%ATMI("NAME")
 d tpreturn^%ATMI("TPSUCCESS",0,r)
OWN(TPSVCINFO) ; a transaction of its own, where it is in none
 n r,out s r=$$tpbegin^%ATMI(5),^acct("own")=1,r=r_$$tpcall^%ATMI("ADD","own,1",0,.out)_$$tpcommit^%ATMI(0)
 d tpreturn^%ATMI("TPSUCCESS",0,r_" "_out)
LEFTOPEN(TPSVCINFO) i $$tpbegin^%ATMI(5)
 s ^acct("leftopen")=1 d tpreturn^%ATMI("TPSUCCESS",0,"x")
CHAIN(TPSVCINFO) ; the service that it calls sees what it did, and the other way round
 n out s ^acct("chain")=5 i $$tpcall^%ATMI("ADD","chain,2",0,.out)
 d tpreturn^%ATMI("TPSUCCESS",0,+out_" "_^acct("chain"))
PASSES(TPSVCINFO) s ^acct("passes")=10 d tpforward^%ATMI("ADD","passes,1")
AUTO(TPSVCINFO) s ^acct("auto")=TPSVCINFO("flags")_" "_$$tpgetlev^%ATMI d tpreturn^%ATMI("TPSUCCESS",0,"done")
AUTOFAIL(TPSVCINFO) s ^acct("autofail")=1 d tpreturn^%ATMI("TPFAIL",0,"no")
AUTOLATE(TPSVCINFO) s ^acct("autolate")=1 h 1.2 d tpreturn^%ATMI("TPSUCCESS",0,"late")
AUTOPASS(TPSVCINFO) s ^acct("autopass")=1 d tpforward^%ATMI("ADD","autopass,1")
AUTOCHAIN(TPSVCINFO) ; the service that it calls takes part, and commits nothing itself
 n out s ^acct("autochain")=1 i $$tpcall^%ATMI("ADD","autochain,2",0,.out)
 d tpreturn^%ATMI("TPSUCCESS",0,out_", others see "_$$outside("autochain"))
AUTOUNDO(TPSVCINFO) ; all of it is undone
 n out i $$tpcall^%ATMI("ADD","autoundo,2",0,.out)
 d tpreturn^%ATMI("TPFAIL",0,out)
outside(name) n out i $$tpcall^%ATMI("LOOK",name,0,.out,,"TPNOTRAN")
 q out
AUTORACE(TPSVCINFO) ; another one changes what it has read
 n out s ^acct("autorace")=$g(^acct("race"))+1 i $$tpcall^%ATMI("ADD","race,1",0,.out,,"TPNOTRAN")
 d tpreturn^%ATMI("TPSUCCESS",0,"won")
