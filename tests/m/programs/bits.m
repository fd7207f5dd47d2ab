bits ; bit tricks roman checks and bases
 f i=0,1,5,255,256,1023 w i," bits ",$$pop(i)," msb ",$$msb(i)," rev8 ",$$rev8(i)," gray ",$$gray(i),!
 f s="()","([]{})","([)]","((","}" w s," ",$$bal(s),!
 f s="3 4 +","5 1 2 + 4 * + 3 -","2 3 ^","1 0 /","+" w s," = ",$$rpn(s),!
 f s="A man, a plan, a canal: Panama","not one" w $$pal(s),!
 f n=153,9474,10,370 w n," ",$$arm(n),!
 w $$pascal(6),! w $$isbn("0306406152"),$$isbn("0306406153"),!
 q
pop(n) n c s c=0 f  q:'n  s c=c+(n#2),n=n\2
 q c
msb(n) n c f c=-1:1 q:'n  s n=n\2
 q c
rev8(n) n r,i s r=0 f i=1:1:8 s r=r*2+(n#2),n=n\2
 q r
gray(n) n r,p,a,b s r=0,p=1,a=n,b=n\2 f  q:'a&'b  s r=a#2+(b#2)#2*p+r,a=a\2,b=b\2,p=p*2
 q r
bal(s) n i,c,k s k="" f i=1:1:$l(s) s c=$e(s,i) d  q:k="x"
 . i "([{"[c s k=c_k q
 . i $e(k)'=$tr(c,")]}","([{")!(k="") s k="x" q
 . s k=$e(k,2,99)
 q k=""
rpn(s) n st,p,i,t,a,b,$et s $et="s $ec="""",st(p)=""error"" q",p=0 f i=1:1:$l(s," ") s t=$p(s," ",i) d
 . i t?1.N s p=p+1,st(p)=t q
 . s b=st(p),a=st(p-1),p=p-1,st(p)=$s(t="+":a+b,t="-":a-b,t="*":a*b,t="/":a/b,t="^":a**b)
 q st(p)
pal(s) s s=$zco($tr(s," ,:."),"L") q s=$re(s)
arm(n) n i,t s t=0 f i=1:1:$l(n) s t=$e(n,i)**$l(n)+t
 q t=n
pascal(k) n r,i,j,s s s="" f i=0:1:k s r(i,0)=1 f j=0:1:i s:j r(i,j)=$g(r(i-1,j-1))+$g(r(i-1,j)) s s=s_r(i,j)_$s(j=i:"|",1:" ")
 q s
isbn(s) n i,t s t=0 f i=1:1:10 s t=t+($e(s,i)*(11-i))
 q t#11=0
