wrap ; text wrapping justification and columns
 n t,w s t="It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, it was the epoch of belief"
 f w=20,33 w "width ",w,! d wrp(t,w) w !
 d just(t,30) w ! d center("title",20),center("a longer title",20)
 d cols("alpha,beta,gamma,delta,epsilon,zeta,eta",3)
 w $$trim("   padded  text   "),"|",! w $$rep("ab",5),! w $$cap("hello big world"),! w $$subst("a-b-c","-","--"),!
 w $$count(t,"it")," ",$$count(t,"the"),! w $$pad("x",5,"."),$$pad("toolong",5,"."),!
 q
wrp(t,w) n i,l,p s l="" f i=1:1:$l(t," ") s p=$p(t," ",i) d
 . i $l(l)+$l(p)+1>w w l,! s l=p q
 . s l=l_$s(l="":"",1:" ")_p
 w l,! q
just(t,w) n i,l,p s l="" f i=1:1:$l(t," ") s p=$p(t," ",i) d
 . i $l(l)+$l(p)+1>w w $$stretch(l,w),"|",! s l=p q
 . s l=l_$s(l="":"",1:" ")_p
 w l,! q
stretch(l,w) n n,g,e,i,r s n=$l(l," ")-1 q:n<1 l s g=w-$l($tr(l," ")),e=g#n,r=$p(l," ") f i=1:1:n s r=r_$j("",g\n+(i'>e))_$p(l," ",i+1)
 q r
center(s,w) w "[",$j("",w-$l(s)\2),s,$j("",w-$l(s)-(w-$l(s)\2)),"]",! q
cols(l,n) n i f i=1:1:$l(l,",") w ?(i-1#n*12),$p(l,",",i) w:i#n=0 !
 w ! q
trim(s) f  q:$e(s)'=" "  s s=$e(s,2,$l(s))
 f  q:$e(s,$l(s))'=" "  s s=$e(s,1,$l(s)-1)
 q s
rep(s,n) n r s $p(r,s,n+1)="" q r
cap(s) n i f i=1:1:$l(s," ") s $e(s,$s(i=1:1,1:$l($p(s," ",1,i-1))+2))=$zco($e($p(s," ",i)),"U")
 q s
subst(s,a,b) n r,i s r=$p(s,a) f i=2:1:$l(s,a) s r=r_b_$p(s,a,i)
 q r
count(s,w) q $l(s,w)-1
pad(s,n,c) q s_$tr($j("",n-$l(s))," ",c)
