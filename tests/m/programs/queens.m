queens ; eight queens permutations and hanoi
 n n f n=4,5,6 w n,": ",$$solve(n)," first ",$g(first),!
 k first s x=$$solve(8) w x," ",first,! d board(first)
 n s s s="" d perm("abcd","") w cnt,!
 d subsets("123") w !
 w $$change(100),!
 q
solve(n) n c,col k first s c=0 d place(1) q c
place(r) n i i r>n s c=c+1 s:'$d(first) first=$$fmt() q
 f i=1:1:n i $$safe(r,i) s col(r)=i d place(r+1)
 q
safe(r,c) n i,ok s ok=1 f i=1:1:r-1 i col(i)=c!(col(i)-c=(i-r))!(col(i)-c=(r-i)) s ok=0 q
 q ok
fmt() n i,s s s="" f i=1:1:n s s=s_col(i)
 q s
board(s) n i,j f i=1:1:$l(s) f j=1:1:$l(s) w $s($e(s,i)=j:"Q",1:".") w:j=$l(s) !
 q
perm(r,d) n i i r="" s cnt=$g(cnt)+1 w:cnt#6=1 d," " q
 f i=1:1:$l(r) d perm($e(r,1,i-1)_$e(r,i+1,$l(r)),d_$e(r,i))
 q
subsets(s) n i,j f i=0:1:2**$l(s)-1 w "{" d  w "}"
 . f j=1:1:$l(s) w:i\(2**(j-1))#2 $e(s,j)
 q
change(n) n w,c,i s w(0)=1 f c=1,5,10,25,50 f i=c:1:n s w(i)=$g(w(i))+$g(w(i-c))
 q w(n)
