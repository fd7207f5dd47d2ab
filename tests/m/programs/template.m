template ; template expansion and simple parser
 n v s v("name")="World",v("n")=3,v("x")="{name}"
 f t="Hello {name}!","{n} items{?n: many}","{missing}","no vars","{name}{name}","{x}","open {brace","{n+1}" w t," => ",$$exp(t),!
 d ini w ! d tree("a/b/c,a/d,e,a/b/f") q
exp(t) n o,p,q,k s o="",p=1 f  s q=$f(t,"{",p) q:'q  s o=o_$e(t,p,q-2),p=$f(t,"}",q) q:'p  s k=$e(t,q,p-2) d
 . i k?1"?"1.A1":".E s o=o_$s($g(v($p($e(k,2,99),":"))):$p(k,":",2),1:"") q
 . i k?1.A s o=o_$g(v(k),"<"_k_">") q
 . i k?1.A1"+"1.N s o=o_(v($p(k,"+"))+$p(k,"+",2)) q
 . s o=o_"?"
 q:q&'p o_"{"_$e(t,q,999) q o_$e(t,p,999)
ini n l,s,i,c s s="" f i=1:1 s l=$p($t(data+i),";;",2) q:l=""  d
 . q:$e(l)="#"  i l?1"["1.E1"]" s s=$e(l,2,$l(l)-1) q
 . s c(s,$$tr($p(l,"=")))=$$tr($p(l,"=",2,99))
 zwr c q
tr(s) f  q:$e(s)'=" "  s s=$e(s,2,999)
 f  q:$e(s,$l(s))'=" "  s s=$e(s,1,$l(s)-1)
 q s
tree(l) n i,j,p,t,r f i=1:1:$l(l,",") s p=$p(l,",",i),r="t" f j=1:1:$l(p,"/") s r=$na(@r@($p(p,"/",j))),@r=""
 s r="t" f  s r=$q(@r) q:r=""  w ?$ql(r)*2,$qs(r,$ql(r)),!
 q
data ;
 ;;# comment
 ;;[main]
 ;;host = local host
 ;;port=80
 ;;[db]
 ;;url=a=b=c
 ;;empty=
