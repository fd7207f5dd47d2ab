zmisc2 ; misc Z functions
	w "$ztrnlnm(""NO_SUCH_VAR"") => ",$ztrnlnm("NO_SUCH_VAR"),!
	w "$ztrnlnm(""LC_ALL"") => ",$ztrnlnm("LC_ALL"),!
	w "$ztrnlnm(""TZ"") => ",$ztrnlnm("TZ"),!
	w "$l($zsearch(""/nosuch*"")) => ",$l($zsearch("/nosuch*")),!
	w "$zsearch(""/etc/passwd"") => ",$zsearch("/etc/passwd"),!
	w "$zsearch(""/etc/passwd"") => ",$zsearch("/etc/passwd"),!
	w "$zsearch(""/etc/passwd"",5) => ",$zsearch("/etc/passwd",5),!
 d e("w $zhex(255)")
 d e("w $zsin(1)")
 d e("w $zabs(-1)")
 d e("w $zgetsyi(""x"")")
 d e("w $zgetjpi(0,""FOO"")")
 d e("w $zgetjpi("""",""ISPROCALIVE"")")
 d e("w $zgetjpi(0,""ISPROCALIVE"")")
 d e("w $zgetjpi($j,""isprocalive"")")
 d e("w $zgetjpi(999999999,""ISPROCALIVE"")")
 d e("w $zgetdvi(""x"",""y"")")
 d e("w $zlkid(1)")
 d e("w $zcall(1)")
 d e("w $ztrnlnm()")
 d e("w $zsearch()")
 d e("w $zfile(""/etc/passwd"",""x"")")
 d e("w $zpid(""x"")")
 d e("w $zprevious(a(1))")
 d e("w $zp(a(1))")
 d e("w $znext(a(1))")
 d e("w $ztrigger(""item"")")
 d e("w $zincr(zi)")
 d e("w $zincrement(zi,2)")
 d e("w $zsocket(""x"")")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
