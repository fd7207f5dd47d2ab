quitret ; QUIT inside FOR in extrinsics and blocks
 w $$a(5)," ",$$b("x,y,z","y")," ",$$b("x,y","q"),!
 w $$c(),! d d w "back",!
 s r=$$e(4) w r,!
 q
a(n) n i f i=1:1 q:i>n
 q i
b(l,v) n i f i=1:1:$l(l,",") q:$p(l,",",i)=v
 e  q "never"
 q $s($p(l,",",i)=v:i,1:0)
c() n i,r s r="" f i=1:1:3 d  q:r="12"
 . s r=r_i
 q r
d f i=1:1:3 d  i i=2 q
 . w "d",i," "
 w ! q
e(n) n i,s s s=0 f i=1:1:n s s=s+i i i=n g e1
 q "bad"
e1 q s
