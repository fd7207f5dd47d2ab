together ; what may stand beside SOCKET, ATTACH and DETACH in one USE, in either order
 n p,i,c,b,x,y o "s":(listen="0:TCP":attach="L")::"SOCKET"
 f b="socket=""L""","attach=""x""","detach=""x""" d
 . f i=1:1 s p=$p($t(list+i),";",2) q:p=""  d
 .. s x=$$err("u ""s"":("_b_":"_p_")"),y=$$err("u ""s"":("_p_":"_b_")") u $p w b,":",p,": ",x," ",y,!
 q
err(c) n z s z="fine" d run(c)
 q z
run(x) n $et s $et="s z=$p($p($zs,"","",3),""-"",3),$ec="""" q"
 x x
 q
list ;
 ;chset="M"
 ;delim="a"
 ;nodelim
 ;exception=""
 ;flush
 ;filter="ESCAPE"
 ;nofilter
 ;ioerror="N"
 ;length=66
 ;morereadtime=10
 ;options="KEEPALIVE=1"
 ;width=99
 ;wrap
 ;nowrap
 ;zbfsize=1024
 ;zdelay
 ;znodelay
 ;zff="a"
 ;znoff
 ;zibfsize=4096
 ;listen="0:TCP"
 ;connect="127.0.0.1:1:TCP"
 ;socket="L"
 ;
