cview ; VIEW: keywords and errors
 s x=5,x(1)=1,x(1,1)=11,inc="i"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;v "UNDEF"
 ;;v "NOUNDEF" w nope,nope(1)
 ;;w $v("UNDEF")
 ;;v "UNDEF" w nope
 ;;v "LVNULLSUBS" s z("")=1 w $d(z(""))
 ;;v "NOLVNULLSUBS" s z("")=1
 ;;w $v("LVNULLSUBS")
 ;;v "LVNULLSUBS"
 ;;v "BREAKMSG":0 w $v("BREAKMSG")
 ;;v "BREAKMSG":31
 ;;v "BREAKMSG":"a" w $v("BREAKMSG")
 ;;v "NOSUCH"
 ;;v ""
 ;;v
 ;;v "UN"
 ;;v "UND"
 ;;v "PATCODE"
 ;;v "PATCODE":"M"
 ;;v "PATCODE":"UTF-8"
 ;;v "PATCODE":"XX"
 ;;v "PATLOAD":"nosuchfile"
 ;;v "BADCHAR" w $v("BADCHAR")
 ;;v "NOBADCHAR" w $v("BADCHAR")
 ;;v "TRACE":1:"^tr"
 ;;v "TRACE":0
 ;;v "LINK":"RECURSIVE" w $v("LINK")
 ;;v "LINK":"NORECURSIVE" w $v("LINK")
 ;;v "LINK":"X"
 ;;v "JOBPID":1
 ;;v "JOBPID":0
 ;;v "LOGTPRESTART":5 w $v("LOGTPRESTART")
 ;;v "NOLOGTPRESTART" w $v("LOGTPRESTART")
 ;;v "LOGNONTP":2 w $v("LOGNONTP")
 ;;v "NOLOGNONTP" w $v("LOGNONTP")
 ;;v "GVDUPSETNOOP":0 w $v("GVDUPSETNOOP")
 ;;v "GVDUPSETNOOP":1 w $v("GVDUPSETNOOP")
 ;;v "YLCT":1:2
 ;;v "STP_GCOL"
 ;;v "LV_GCOL"
 ;;v "LV_REHASH"
 ;;v "FLUSH"
 ;;v "DBFLUSH"
 ;;v "EPOCH"
 ;;v "GVSRESET"
 ;;v "RESETGVSTATS"
 ;;v "POOLLIMIT"
 ;;v "DMTERM" w $v("DMTERM")
 ;;v "NODMTERM" w $v("DMTERM")
 ;;v "UNDEF":1
 ;;v "UNDEF","NOUNDEF"
 ;;v:0 "X"
 ;;v:1 "UNDEF"
 ;;v @"""UNDEF"""
 ;;v "NOISOLATION":"^a,^b" w $v("NOISOLATION","^a"),$v("NOISOLATION","^c")
 ;;v "NOISOLATION":"+^c" w $v("NOISOLATION","^c")
 ;;v "NOISOLATION":"-^a" w $v("NOISOLATION","^a")
 ;;v "NOISOLATION":"a"
 ;;v "NOISOLATION":""
 ;;v "JNLFLUSH"
 ;;v "DBSYNC"
 ;;v "JNLWAIT"
 ;;v "STATSHARE"
 ;;v "NOSTATSHARE"
 ;;v "ZDATE_FORM":1
 ;;v "JNLERROR":1 w $v("JNLERROR")
 ;;v "JNLERROR":0
