fields ; fields and structures: copies both ways by the flags of a view, and changes of occurrences
 n f,s,g,t,cd
 w "fields: ",$$Fadd^%FML(.f,"NAME","Ann"),$$Fadd^%FML(.f,"AMOUNT",5),$$Fadd^%FML(.f,"AMOUNT",6)
 w $$Fadd^%FML(.f,"RATE",2.5),$$Fadd^%FML(.f,"SIGN","y"),$$Fadd^%FML(.f,"SMALL",7),! zwr f
 w "their structure: ",$$Fvftos^%FML(.f,.s,"person"),! zwr s
 s s("small")=9,s("rate")=.5,s("amount",2)=-1,s("amount",1)=8,s("C_amount")=3,s("sign")="z"
 w "and back: ",$$Fvstof^%FML(.g,.s,"FUPDATE","person"),! zwr g
 f t="FUPDATE","FJOIN","FOJOIN","FCONCAT" d
 . n h m h=f w t,": ",$$Fvstof^%FML(.h,.s,t),! k h(0) zwr h
 w "all null: ",$$Fvsinit^%FML(.s,"person")
 f t="name","amount","rate","sign","small","blob","number" w " ",$$Fvnull^%FML(.s,t,0)
 k s("L_blob") s s("blob")="-   " w " ",$$Fvnull^%FML(.s,"blob") s s("blob")="-  -" w $$Fvnull^%FML(.s,"blob"),$$Fvnull^%FML(.s,"none"),!
 w "buffers: " k f,g s f("NAME")="a",f("AMOUNT",0)=1,f("AMOUNT",1)=2,f("RATE")=1,g("NAME")="b",g("AMOUNT")=3,g("SMALL")=4
 f t="Fupdate","Fjoin","Fojoin","Fconcat" d
 . n h m h=f w @("$$"_t_"^%FML(.h,.g)")," ",t,! k h(0) zwr h
 w "occurrences: ",$$Foccur^%FML(.f,"AMOUNT"),$$Foccur^%FML(.f,"BLOB"),$$Fnum^%FML(.f)," "
 w $$Fdel^%FML(.f,"AMOUNT",0),f("AMOUNT",0),$d(f("AMOUNT",1))," ",$$Fdel^%FML(.f,"AMOUNT",7),$$tperrno^%ATMI("NAME")
 w " ",$$Fproj^%FML(.f,"RATE,NAME"),$d(f("AMOUNT"))," ",$$Fdelall^%FML(.f,"RATE"),$d(f("RATE")),!
 w "names: ",$$Fldid^%FML("AMOUNT")," ",$$Fname^%FML($$Fldid^%FML("NAME"))," ",$$Ftype^%FML("RATE")," ",$$Fldid^%FML("NONE"),!
 k f,s s f("NAME")="a name that is longer than its member"
 f t="Fvftos(.f,.s,""person"")","Fvftos(.f,.s,""nothere"")","Fvstof(.f,.s,""SOMEHOW"",""person"")","Fadd(.f,""AMOUNT"",""x"")" d
 . w @("$$"_$p(t,"(")_"^%FML("_$p(t,"(",2,9))," ",$$tperrno^%ATMI("NAME"),": ",$$REASON^%ATMI,!
 q
