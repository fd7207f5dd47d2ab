kzgoto ; ZGOTO, ZHALT, ZMESSAGE: errors
 s zx="q"
 n zl,zc f zl=1:1 s zc=$p($t(t+zl),";;",2,99) q:zc=""  d e(zc)
 q
e(zc) n $et s $et="w ""<"",$p($zs,"","",3,99),"">"",! s $ec="""" q" w zc," : " x zc w ! q
f(p) q:$q "f"_$g(p) q
inc(v) s v=$g(v)+1 q v
t ;
 ;;zg 99
 ;;zg -99
 ;;zg "a"
 ;;zg zz
 ;;zg 1:nolab
 ;;zg 1:^norou
 ;;zg:0
 ;;zg 1:
 ;;zg @"99"
 ;;zg 1:f:0
 ;;zg 0:f:0
 ;;zm 150373850:"v"
 ;;zm 150372361
 ;;zm 1
 ;;zm 0
 ;;zm -1
 ;;zm "a"
 ;;zm
 ;;zm 150374746
 ;;zm 150373850
 ;;zm zz
 ;;zm 150373850:zz
 ;;zm 1,2
 ;;zm:0 1
 ;;zm 150373851
 ;;zm 999999999
 ;;zm 150372930:"a":"b"
 ;;zm 2
 ;;zm 4
 ;;zm 150373848
 ;;zmessage 150374098:"abc"
 ;;zhalt:0 5
 ;;zhalt "a":1
 ;;zha:0
 ;;zm @"150372361"
 ;;zg 1:zz
