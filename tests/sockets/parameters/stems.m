stems ; the shortest spelling of every deviceparameter, and what each command says to it; letters behind the stem do not count
 n p,i,n,v,c
 f i=1:1 s p=$p($t(list+i),";",2) q:p=""  d one($p(p," "),$p(p," ",2))
 q
one(name,v) ; of a device that is not open, so that nothing else happens
 u $p w name,": " f c="o","u","c" w $e("OUC",$f("ouc",c)-1),"=",$$first(c)," "
 w !
 q
first(c) n l,r
 f l=1:1:$l(name) s r=$$err(c,$e(name,1,l)) q:r'="DEVPARUNK"
 q $e(name,1,l)_","_$$err(c,name)_$s($l(name)=l:"",$$err(c,$e(name,1,l)_"XYZ")=$$err(c,$e(name,1,l)):"",1:" not with letters behind")
err(c,w) n z s z="" d run(c_" ""none"":("_w_v_")"_$s(c="o":":0:""NOSPACE""",1:""))
 q z
run(x) n $et s $et="s z=$p($p($zs,"","",3),""-"",3),$ec="""" q"
 x x
 q
list ;
 ;ATTACH ="h"
 ;CHSET ="M"
 ;ICHSET ="M"
 ;OCHSET ="M"
 ;CONNECT ="a:1:TCP"
 ;DELETE
 ;DELIMITER ="a"
 ;NODELIMITER
 ;DESTROY
 ;NODESTROY
 ;DETACH ="h"
 ;EXCEPTION ="q"
 ;ZEXCEPTION ="q"
 ;FILTER ="ESCAPE"
 ;ZFILTER ="ESCAPE"
 ;NOFILTER
 ;ZNOFILTER
 ;FLUSH
 ;GROUP ="r"
 ;OWNER ="r"
 ;WORLD ="r"
 ;SYSTEM ="r"
 ;UIC ="0,0"
 ;IOERROR ="T"
 ;LENGTH =1
 ;ZLENGTH =1
 ;LISTEN ="0:TCP"
 ;ZLISTEN ="0:TCP"
 ;MOREREADTIME =1
 ;NEWVERSION
 ;OPTIONS ="KEEPALIVE=1"
 ;SOCKET ="h"
 ;WIDTH =1
 ;ZWIDTH =1
 ;WRAP
 ;ZWRAP
 ;NOWRAP
 ;ZNOWRAP
 ;ZBFSIZE =1
 ;ZDELAY
 ;ZNODELAY
 ;ZFF ="a"
 ;ZNOFF
 ;ZIBFSIZE =1
 ;
