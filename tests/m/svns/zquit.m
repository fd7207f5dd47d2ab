zquit ; $ZPATNUMERIC $ZQUIT and others
	WRITE "$zpatnumeric => ",$zpatnumeric,!
	WRITE "$zquit => ",$zquit,!
	WRITE "$zusedstor>0 => ",$zusedstor>0,!
	WRITE "$zrealstor>0 => ",$zrealstor>0,!
	WRITE "$zallocstor>0 => ",$zallocstor>0,!
	WRITE "$zstrpllim => ",$zstrpllim,!
	WRITE "$zrelda["" "" => ",$zrelda[" ",!
	WRITE "$zcs => ",$zcs,!
	WRITE "$zcstatus => ",$zcstatus,!
	WRITE "$zcompile => ",$zcompile,!
	WRITE "$zj => ",$zj,!
	WRITE "$ztri => ",$ztri,!
	WRITE "$zti => ",$zti,!
 Do e("w $ztoldval")
 Do e("w $ztname")
 Do e("w $ztdata")
 Do e("w $ztupdate")
 Do e("w $ztvalue")
 Do e("w $ztriggerop")
 Do e("w $ztlevel")
 Do e("w $ztdelim")
 Do e("w $ztexit")
 Do e("w $ztslate")
 Do e("s $ztslate=""x"" w $ztslate")
 Do e("s $ztwormhole=""x"" w $ztwormhole")
 Do e("s $ztexit=""w 1"" w $ztexit")
 Do e("s $zeditor=2 w $zeditor")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
