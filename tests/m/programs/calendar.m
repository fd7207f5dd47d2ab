calendar ; calendar months and day numbers
 n y,m f y=1900,2000,2023,2024 w y," leap ",$$leap(y)," Jan 1 is ",$$name($$dow(y,1,1)),!
 d month(2024,2),month(2023,10)
 w $$doy(2024,12,31)," ",$$doy(2023,3,1),!
 w $$days(1840,12,31)," ",$$days(2000,1,1)," ",$$days(1970,1,1),!
 f h=0,47117,58073,66000,1,59 w h,"=",$$date(h)," ",$s($$date(h)=$zd(h,"YYYY-MM-DD"):"same",1:"diff "_$zd(h,"YYYY-MM-DD")),!
 w "easter" f y=2000,2019,2024,2025 w " ",$$easter(y)
 w ! q
leap(y) q y#4=0&(y#100)!(y#400=0)
dim(y,m) q $s(m=2:28+$$leap(y),"^4^6^9^11^"[("^"_m_"^"):30,1:31)
days(y,m,d) n n,i s n=0 f i=1841:1:y-1 s n=n+365+$$leap(i)
 s:y<1841 n=n-366 f i=1:1:m-1 s n=n+$$dim(y,i)
 q n+d
dow(y,m,d) q $$days(y,m,d)+4#7
name(n) q $p("Sunday,Monday,Tuesday,Wednesday,Thursday,Friday,Saturday",",",n+1)
doy(y,m,d) n i f i=1:1:m-1 s d=d+$$dim(y,i)
 q d
date(h) n y,m s y=1841 f  q:h'>(365+$$leap(y))  s h=h-365-$$leap(y),y=y+1
 f m=1:1 q:h'>$$dim(y,m)  s h=h-$$dim(y,m)
 q y_"-"_$tr($j(m,2)," ",0)_"-"_$tr($j(h,2)," ",0)
month(y,m) n d w !,$j($p("Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec",",",m)_" "_y,14),!," Su Mo Tu We Th Fr Sa",!,?$$dow(y,m,1)*3
 f d=1:1:$$dim(y,m) w $j(d,3) w:$$dow(y,m,d)=6 !
 w ! q
easter(y) n a,b,c,d,e,f,g,h,i,k,l,m s a=y#19,b=y\100,c=y#100,d=b\4,e=b#4,f=(b+8)\25,g=(b-f+1)\3,h=(19*a+b-d-g+15)#30,i=c\4,k=c#4,l=(32+(2*e)+(2*i)-h-k)#7,m=(a+(11*h)+(22*l))\451
 q (h+l-(7*m)+114)\31_"/"_((h+l-(7*m)+114)#31+1)
