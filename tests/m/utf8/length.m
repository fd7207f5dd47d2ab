length ; characters and bytes
 n s s s="añ€𝄞z"
	write "$l(s) => ",$l(s),!
	write "$zl(s) => ",$zl(s),!
	write "$l(s,""€"") => ",$l(s,"€"),!
	write "$zl(s,""€"") => ",$zl(s,"€"),!
	write "$l(""日本語テスト"") => ",$l("日本語テスト"),!
	write "$zl(""日本語"") => ",$zl("日本語"),!
	write "$l("""") => ",$l(""),!
	write "$l($c(233)) => ",$l($c(233)),!
	write "$zl($c(233)) => ",$zl($c(233)),!
	write "$zl($c(8364)) => ",$zl($c(8364)),!
	write "$zl($c(119070)) => ",$zl($c(119070)),!
	write "$zwidth(""日本a"") => ",$zwidth("日本a"),!
	write "$zwidth(s) => ",$zwidth(s),!
	write "$zchset => ",$zchset,!
 DO e("w $l($zch(228))")
	write "$l(""e""_$c(769)) => ",$l("e"_$c(769)),!
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
