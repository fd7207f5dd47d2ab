zsystem ; $ZSYSTEM $ZEOF $ZA $ZB $KEY
 zsy "exit 0"
 Write "$zsy => ",$zsy,!
 zsy "exit 7"
 Write "$zsystem => ",$zsystem,!
 zsy "kill -9 $$"
 Write "$zsy => ",$zsy,!
 Do e("s $zsy=1")
 r x
 Write "x => ",x,!
 Write "$zeof => ",$zeof,!
 Write "$key => ",$key,!
 Write "$zb => ",$zb,!
 Write "$za => ",$za,!
 r x#2
 Write "x => ",x,!
 Write "$k => ",$k,!
 Write "$zb => ",$zb,!
 r *x
 Write "x => ",x,!
 Write "$zeof => ",$zeof,!
 r x
 Write "x => ",x,!
 r x
 Write "x => ",x,!
 Write "$zeof => ",$zeof,!
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
