leven ; Levenshtein distance of two strings
 n n,i,t,x,a,b s n=$s($zcmdline:+$zcmdline,1:1200),t=0
 s a="the quick brown fox jumps over the lazy dog",b="pack my box with five dozen liquor jugs and go"
 f i=1:1:n s t=t+$$dist(a,b_i)
 w "leven ",t,!
 q
dist(a,b) n i,j,p,c,la,lb,m,ca s la=$l(a),lb=$l(b)
 f j=0:1:lb s p(j)=j
 f i=1:1:la s ca=$e(a,i),c(0)=i d  f j=0:1:lb s p(j)=c(j)
 . f j=1:1:lb s m=p(j-1)+($e(b,j)'=ca) s:p(j)+1<m m=p(j)+1 s:c(j-1)+1<m m=c(j-1)+1 s c(j)=m
 q p(lb)
