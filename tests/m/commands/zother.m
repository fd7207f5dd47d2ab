zother ; ZSYSTEM ZTCOMMIT and assorted Z commands
 zsy "echo from shell" w $zsy,!
 zsystem "exit 3" w $zsy,!
 zsy:0 "echo no"
 zsy "true","false" w $zsy,!
 s x="echo indirect" zsy @"x"
 DO e("zbadcommand")
 DO e("zq")
 DO e("zy 1")
 DO e("z")
 DO e("zc")
 DO e("zst a")
 w "end",!
 q
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
