zbit ; $ZBIT functions
 n b,c s b=$zbitstr(10,0),c=$zbitset(b,3,1),c=$zbitset(c,10,1) d sh(b),sh(c)
 d sh($zbitnot(c)),sh($zbitand(c,$zbitset(b,3,1))),sh($zbitor(c,$zbitset(b,1,1))),sh($zbitxor(c,$zbitnot(b)))
	W "$zbitlen(b) => ",$zbitlen(b),!
	W "$zbitcount(c) => ",$zbitcount(c),!
	W "$zbitfind(c,1) => ",$zbitfind(c,1),!
	W "$zbitfind(c,1,4) => ",$zbitfind(c,1,4),!
	W "$zbitfind(c,1,5) => ",$zbitfind(c,1,5),!
	W "$zbitfind(c,0) => ",$zbitfind(c,0),!
	W "$zbitfind(c,0,10) => ",$zbitfind(c,0,10),!
	W "$zbitfind(b,1) => ",$zbitfind(b,1),!
	W "$zbitget(c,3) => ",$zbitget(c,3),!
	W "$zbitget(c,4) => ",$zbitget(c,4),!
	W "$zbitlen($zbitstr(1)) => ",$zbitlen($zbitstr(1)),!
	W "$l(b) => ",$l(b),!
	W "$l($zbitstr(17,1)) => ",$l($zbitstr(17,1)),!
	W "$zbitcount($zbitstr(17,1)) => ",$zbitcount($zbitstr(17,1)),!
	W "$zbitand($zbitstr(8,1),$zbitstr(4,1))=$zbitstr(4,1) => ",$zbitand($zbitstr(8,1),$zbitstr(4,1))=$zbitstr(4,1),!
	W "$zbitlen($zbitor($zbitstr(8,1),$zbitstr(4,1))) => ",$zbitlen($zbitor($zbitstr(8,1),$zbitstr(4,1))),!
 DO e("w $zbitstr(0)")
 DO e("w $zbitstr(-1)")
 DO e("w $zbitget(c,11)")
 DO e("w $zbitget(c,0)")
 DO e("w $zbitset(c,11,1)")
 DO e("w $zbitset(c,1,2)")
 DO e("w $zbitlen(""abc"")")
 DO e("w $zbitlen("""")")
 DO e("w $zbitstr(1,2)")
 DO e("w $zbitstr(300000)")
 q
sh(x) n i f i=1:1:$zbitlen(x) w $zbitget(x,i)
 w ! q
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
