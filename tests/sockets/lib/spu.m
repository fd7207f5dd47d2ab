spu ; shared helpers of the socket probes
 q
st(l) ; report the state of the current device
 n t,k,zk,dv,x,y,e,io
 s t=$test,k=$key,zk=$zkey,dv=$device,x=$x,y=$y,e=$zeof,io=$io
 u $g(%out,$p) w l," $TEST=",t," $KEY=",$$q(k)," $ZKEY=",$$q(zk)," $DEVICE=",$$q(dv)," $X=",x," $Y=",y," $ZEOF=",e,! u io
 i t ; keep $TEST
 q
rd(l,v) ; report a value that was read, then the state
 n t,k,zk,dv,x,y,e,io
 s t=$test,k=$key,zk=$zkey,dv=$device,x=$x,y=$y,e=$zeof,io=$io
 u $g(%out,$p) w l," v=",$$q(v)," $TEST=",t," $KEY=",$$q(k)," $DEVICE=",$$q(dv)," $X=",x," $Y=",y," $ZEOF=",e,! u io
 q
q(s) ; printable form
 n i,c,r
 i $l(s)>200 q "<"_$l(s)_" chars: "_$$q($e(s,1,20))_" .. "_$$q($e(s,$l(s)-19,$l(s)))_">"
 s r="" f i=1:1:$l(s) s c=$a(s,i),r=r_$s(c=34:"\""",c=92:"\\",c<32!(c>126):"\x"_$$h(c),1:$e(s,i))
 q """"_r_""""
h(c) n d s d="0123456789ABCDEF"
 i c>255 q "{"_c_"}"
 q $e(d,c\16+1)_$e(d,c#16+1)
zs(s) ; $ZSTATUS without the location
 q $p(s,",",1)_","_$p(s,",",3,99)
try(c) ; execute a command line, report its error if any
 n $et,err s err=0,$et="s err=1 d tryerr^spu q"
 x c
 d:'err say("ok    "_c)
 q
tryerr n z,io,dv s z=$zstatus,io=$io,dv=$device,$ec=""
 u $g(%out,$p) w "ERR   ",$g(c)," -> ",$$zs(z)," $DEVICE=",$$q(dv)," $IO=",io,!
 u io
 q
say(s) n io s io=$io u $g(%out,$p) w s,! u io
 q
now() n h s h=$zh q h*86400+$p(h,",",2)+($p(h,",",3)/1000000)
el(t0) ; the time since then, as the runner compares it: not shorter than recorded, and not very much longer
 q $$tm($$now-t0)
tm(e) q "~"_$j(e,0,1)_"s"
conn(dev,dl,more) ; connect to the peer as handle c
 n s s s="o """_dev_""":(connect=""127.0.0.1:"_$zcmdline_":TCP"":attach=""c""" i $g(dl)'="" s s=s_":delim=dl"
 s s=s_$g(more)_"):10:""SOCKET"""
 x s
 q
tbl(more) ; the READ table: 12 combinations of delimiter, length, timeout; one connection each
 n dl,d,l,t
 f d="none","LF" f l="none","#5" f t="none","0","1" d tbl1(d,l,t)
 q
tbl1(d,l,t) ;
 n s,v,c,i,t0,e,tt,k,dv,x,y,ze,z s s="sd"
 s dl=$s(d="LF":$c(10),1:"")
 d conn(s,dl,$g(more))
 u s k v
 h .2
 f i=1:1:2 d tblr
 c s q
tblr ; one READ; no IF or extrinsic may come between it and the look at $TEST
 s v="unset",z=""
 s c="r v"_$s(l="none":"",1:l)_$s(t="none":"",1:":"_t)
 s t0=$$now
 i 1
 d rdx
 s tt=$test,k=$key,dv=$device,x=$x,y=$y,ze=$zeof,e=$$now-t0
 u $g(%out,$p) w $j(d,4)," ",$j(l,4)," T=",$j(t,4)," read",i,": v=",$$q($g(v))," $TEST=",tt," $KEY=",$$q(k)," $DEVICE=",$$q(dv)," $ZEOF=",ze," $X=",x," ",$$tm(e) w:z'="" " ERR ",z w ! u s
 q
rdx n $et s $et="s z=$$zs^spu($zs),$ec="""" q"
 x c
 q
