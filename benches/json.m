json ; writing and reading JSON
 n n,i,j,t,s,a s n=$s($zcmdline:+$zcmdline,1:15000),t=0
 f i=1:1:8 s a("field"_i)=i*1.5,a("name"_i)="say ""x"" \ "_i
 f i=1:1:n s s=$$enc(.a),t=t+$l(s)+$$sum(s)
 w "json ",t," ",$e(s,1,60),!
 q
enc(a) n k,s s s="{",k=""
 f  s k=$o(a(k)) q:k=""  s:$l(s)>1 s=s_"," s s=s_""""_k_""":"_$s(a(k)=+a(k):$$num(a(k)),1:""""_$$esc(a(k))_"""")
 q s_"}"
num(x) q:$e(x)="." 0_x
 q x
esc(x) n i,c,s s s="" f i=1:1:$l(x) s c=$e(x,i),s=s_$s(c="""":"\""",c="\":"\\",$a(c)<32:"\u"_$e(10000+$a(c),2,5),1:c)
 q s
sum(s) ; adds the numbers and the lengths of the strings
 n p,c,t s p=1,t=0
 f  q:p>$l(s)  s c=$e(s,p) d
 . i c="""" s p=p+1 f  s c=$e(s,p) q:c=""""  s:c="\" p=p+1 s t=t+1,p=p+1
 . i c?1N n q s q=p f  q:$e(s,q)'?1(1N,1".")  s q=q+1
 . i  s t=t+$e(s,p,q-1),p=q q
 . s p=p+1
 q t
