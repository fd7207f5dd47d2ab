csv ; CSV parsing and report
 n r,i,j,f,line,h,sum
 f i=1:1 s line=$p($t(data+i),";;",2) q:line=""  d parse(line,.f) m r(i)=f
 f j=1:1:r(1) s h(r(1,j))=j
 f i=2:1 q:'$d(r(i))  w r(i,h("name")),?15,$j(r(i,h("qty")),5),$j(r(i,h("price")),10,2),$j(r(i,h("qty"))*r(i,h("price")),12,2),! s sum=$g(sum)+(r(i,h("qty"))*r(i,h("price")))
 w "sum",?20,$j(sum,22,2),!
 f i=2,3,5 w $$row(.r,i),!
 q
parse(s,f) n p,c,v,q k f s p=1,f=0 f  q:p>($l(s)+1)  d
 . s v="" i $e(s,p)="""" s p=p+1 f  s q=$f(s,"""",p),v=v_$e(s,p,q-2),p=q q:$e(s,p)'=""""  s v=v_"""",p=p+1
 . e  s c=$f(s,",",p) s:'c c=$l(s)+2 s v=$e(s,p,c-2),p=c-1
 . s f=f+1,f(f)=v,p=p+1
 q
row(r,i) n j,o s o="" f j=1:1:r(i) s o=o_$s(j=1:"",1:",")_$s(r(i,j)[","!(r(i,j)[""""):""""_$$dq(r(i,j))_"""",1:r(i,j))
 q o
dq(s) n i,o s o="" f i=1:1:$l(s,"""") s o=o_$s(i=1:"",1:"""""")_$p(s,"""",i)
 q o
data ;
 ;;name,qty,price
 ;;bolt,100,.25
 ;;"nut, hex",250,0.1
 ;;gear,3,19.99
 ;;"12"" pipe",4,7.5
