ZYERROR ; $ZYERROR names a routine that fills $ZERROR before the trap
 d go("zye^ZYERROR"),go("zye"),go(""),go("bade^ZYERROR"),go("bad ref"),go("nosuch^ZYERROR")
 q
go(z) n $et s $et="w ""trap zerror=["",$ze,""] "",$ec,"" "",$zs,! s $ec="""""
 s $zyer=z w "set to [",$zyer,"]",!
 d a
 q
a s x=1/0
 q
zye s $ze="from zyerror: "_$p($zs,",",3)
 w "zye st=",$st," zl=",$zl,!
 q
bade s q=undefzy
 q
