kopen ; OPEN, USE, CLOSE: errors
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;o
 ;;o 1
 ;;o ""
 ;;o "x":zz
 ;;o "nosuch/x":new
 ;;o "/nosuch/x":read
 ;;o "x":badparm
 ;;o "x":(new:bad)
 ;;o "x":new:0 w $t c "x":delete
 ;;o "x":::"PIPE"
 ;;o "p":(comm="exit 2")::"PIPE" c "p" w $zclose
 ;;o "x":new:"a" w $t c "x":delete
 ;;o "x":(newv:rec=20) c "x":delete
 ;;o "x":rec=0
 ;;o "x":rec=-1
 ;;o "x":rec=2000000
 ;;o "q"::1:"SOCKET" c "q"
 ;;o "f":read:1:"FIFO" w $t
 ;;o "/dev/null" u "/dev/null" w 1 u $p c "/dev/null"
 ;;o @"""x"":new" c "x":delete
 ;;o:0 "x"
 ;;u
 ;;u "notopen"
 ;;u $p:badparm
 ;;u $p:(width=40:nowrap)
 ;;u $p:width=-1
 ;;u $p:width="a"
 ;;u $p:length=0
 ;;u:0 "x"
 ;;u $p,$p
 ;;u $p:ctrap=$c(3)
 ;;u $p:exception="w 1"
 ;;u $p:nocenable
 ;;u zz
 ;;u 0
 ;;u ""
 ;;c
 ;;c "notopen"
 ;;c $p
 ;;c "x":badparm
 ;;c:0 "x"
 ;;c "a","b"
 ;;c zz
 ;;c 0
 ;;o "x":(new:exception=zz)
 ;;o "x":(new:exception="w 9") c "x":delete
 ;;o "x":new o "y":new c "x":delete,"y":delete
 ;;o "x"::"":
 ;;o "y":(append:stream) c "y":delete
 ;;o "y":(fixed:rec=10:new) u "y" w "abcdefghijklm" u $p c "y":delete
 ;;o "y":(new:chset="M") c "y":delete
 ;;o "y":(new:chset="BAD")
 ;;o "y":(new:ichset="UTF-8") c "y":delete
 ;;o "z":(readonly) w $t
 ;;o "y":seek="5"
 ;;o "y":(new:truncate) c "y":delete
 ;;o "y":(rename="z")
 ;;o "y":new c "y":rename="z" o "z":read c "z":delete w "ok"
 ;;o "y":new c "y":rename="/nosuch/z"
 ;;o "y":(new:world="rw":group="r":owner="rw") c "y":delete
 ;;o "y":(new:inrewind) c "y":delete
 ;;o "y":(new:key="k":encoding="e")
