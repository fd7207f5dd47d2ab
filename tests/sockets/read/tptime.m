tptime ; READ, WAIT and OPEN on sockets end at $ZMAXTPTIME within a transaction
 n v,t0 d db^sk,both^sk($c(10)) s $zmaxtptime=1
 d tx("r v:20") d tx("w /wait(20)") d tx("r v") d tx("r *v")
 d tx("o ""no"":(connect=""127.0.0.1:""_($zcmdline+1)_"":TCP""):20:""SOCKET""")
 s $zmaxtptime=0 d tell^sk("go") u "s" r v:9 d rd^spu("the connection goes on",v)
 q
tx(c) n z,t0 s z="not interrupted",t0=$$now^spu d tx1
 u $p w c,": ",z," after a second: ",$$now^spu-t0>.9," $TLEVEL=",$tl,! trollback:$tl
 q
tx1 n $et s $et="s z=$$zs^spu($zs),$ec="""" trollback:$tl  q"
 u "s" tstart ():serial  x c
 q
