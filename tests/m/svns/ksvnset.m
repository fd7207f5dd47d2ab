ksvnset ; special variables: SET of each
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;s $zdateform=1 w $zd(60000) s $zdateform=0
 ;;s $zdateform="a" w $zdateform
 ;;s $zmaxtptime=5 w $zmaxtptime
 ;;s $zmaxtptime=-1 w $zmaxtptime
 ;;s $zmaxtptime=0
 ;;s $zprompt="P>" w $zprompt
 ;;s $zprompt=$j("",40) w $l($zprompt)
 ;;s $zstep="w 1" w $zstep
 ;;s $zstep="w ("
 ;;s $zinterrupt="w 2" w $zinterrupt
 ;;s $zinterrupt="w ("
 ;;s $zyerror="a^b" w $zyerror
 ;;s $zyerror=""
 ;;s $zerror="e" w $zerror
 ;;s $zstatus="s" w $zstatus
 ;;s $zsource="src" w $zsource
 ;;s $zcompile="-nowarn" w $zcompile s $zcompile=""
 ;;s $zroutines="." w $zroutines
 ;;s $zroutines=". (" w $zroutines
 ;;s $zroutines=".(.)" w $zroutines
 ;;s $zroutines=""
 ;;s $zdir="." w 1
 ;;s $zdir="/tmp" w $zdir
 ;;s $zdir=""
 ;;s $ztexit=1 w $ztexit
 ;;s $zstrpllim=100000 w $zstrpllim
 ;;s $zstrpllim=0
 ;;s $zstrpllim=-5 w $zstrpllim
 ;;s $zmalloclim=1 w $zmalloclim
 ;;s $zlevel=1
 ;;s $zmode=1
 ;;s $za=1
 ;;s $zb=1
 ;;s $zeof=1
 ;;s $zio=1
 ;;s $zpos=1
 ;;s $zquit=1
 ;;s $ztdata=1
 ;;s $tl=1
 ;;s $trestart=1
 ;;s $reference=1
 ;;s $ref="x"
 ;;s $estack=1
 ;;s $stack=1
 ;;s $zcstatus=1
 ;;s $zhorolog=1
 ;;s $zut=1
 ;;s $zkey=1
 ;;s $key="k" w $key
 ;;s $zeditor=1
 ;;s $zedit="vi"
 ;;s $zallocstor=1
 ;;s $zchset="M"
 ;;s $zcmdline="x"
 ;;s $zpatn="M"
 ;;s $zpatnumeric="M"
 ;;s $system="x" w $system
 ;;s $sy="y"
 ;;s $x="a" w $x
 ;;s $x=-1 w $x
 ;;s $x=300 w $x
 ;;s $y=70000 w $y
 ;;s $y=-1 w $y
 ;;s $ec="abc"
 ;;s $ec=",Uabc," w $ec
 ;;s $et="w (" w 1
 ;;s $zt="w (" w 1
 ;;s $et=""
 ;;s $device=5 w $device
 ;;s $zyintrsig="x"
 ;;s $ztwormhole=$j("",200) w $l($ztwormhole)
 ;;s $ztslate=1
 ;;s $zclose=1
 ;;s $zin=1
