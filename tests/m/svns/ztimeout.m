ztimeout ; $ZTIMEOUT simple
	write "$ztimeout => ",$ztimeout,!
 s $ztimeout="100:w 1"
	write "$p($ztimeout,"":"",2) => ",$p($ztimeout,":",2),!
 s $ztimeout=-1
	write "$ztimeout => ",$ztimeout,!
 Do e("s $ztimeout=""x""")
 Do e("s $ztimeout=""5:bad(""")
 s $ztimeout=-1
	write "$ztimeout => ",$ztimeout,!
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
