kzlink ; ZLINK, ZCOMPILE, ZPRINT, ZEDIT, ZHELP, ZSYSTEM, ZRUPDATE: errors
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;zl "nosuch"
 ;;zl "nosuch.m"
 ;;zl 1
 ;;zl zz
 ;;zl:0 "x"
 ;;zl "x.y.z"
 ;;zl "x.txt"
 ;;zl ""
 ;;zl @"""nosuch"""
 ;;zcom zz
 ;;zcom:0 "x"
 ;;zp nolab
 ;;zp ^norou
 ;;zp f
 ;;zp f+1
 ;;zp f:inc
 ;;zp f^kzlink:inc^kzlink
 ;;zp +1
 ;;zp @"f"
 ;;zp f:
 ;;zp zz+1
 ;;zp:0
 ;;zp +99999
 ;;zp inc:f
 ;;zp f(1)
 ;;zp "f"
 ;;zsy "exit 3" w $zsystem
 ;;zsy "echo hi"
 ;;zsy "kill -9 $$" w $zsystem
 ;;zsy:0 "x"
 ;;zsy zz
 ;;zsy @"""echo ind"""
 ;;zsy "true","false" w $zsystem
 ;;zru "nosuch.o"
 ;;zru
 ;;zru zz
 ;;zed:0 "x"
 ;;zh:0
 ;;zhelp:0 "x"
 ;;zst:0
 ;;zb:0 f
 ;;zc:0
 ;;zspawn
 ;;zinvcmd 1
 ;;ztrigger
 ;;zundo
