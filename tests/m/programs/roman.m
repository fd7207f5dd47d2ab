roman ; roman numerals and number words
 n i,r f i=1,3,4,9,14,40,49,90,400,444,900,1990,1999,2024,3999 s r=$$to(i) w i," ",r," ",$$from(r)," ",$s($$from(r)=i:"ok",1:"BAD"),!
 f i=0,7,13,20,21,99,100,110,342,1000,1001,12345,1000000,7654321 w i,": ",$$words(i),!
 q
to(n) n s,i s s="" f i=1:1:13 s v=$p("1000,900,500,400,100,90,50,40,10,9,5,4,1",",",i) f  q:n<v  s n=n-v,s=s_$p("M,CM,D,CD,C,XC,L,XL,X,IX,V,IV,I",",",i)
 q s
from(s) n i,t,a,b s t=0 f i=1:1:$l(s) s a=$$v($e(s,i)),b=$$v($e(s,i+1)),t=$s(a<b:t-a,1:t+a)
 q t
v(c) q $s(c="I":1,c="V":5,c="X":10,c="L":50,c="C":100,c="D":500,c="M":1000,1:0)
words(n) i n=0 q "zero"
 q $$w(n)
w(n) n o,t s o="one,two,three,four,five,six,seven,eight,nine,ten,eleven,twelve,thirteen,fourteen,fifteen,sixteen,seventeen,eighteen,nineteen",t=",twenty,thirty,forty,fifty,sixty,seventy,eighty,ninety"
 i n=0 q ""
 i n<20 q $p(o,",",n)
 i n<100 q $p(t,",",n\10)_$s(n#10:"-"_$$w(n#10),1:"")
 i n<1000 q $$w(n\100)_" hundred"_$s(n#100:" and "_$$w(n#100),1:"")
 i n<1000000 q $$w(n\1000)_" thousand"_$s(n#1000:" "_$$w(n#1000),1:"")
 q $$w(n\1000000)_" million"_$s(n#1000000:" "_$$w(n#1000000),1:"")
