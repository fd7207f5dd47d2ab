index ; secondary indexes
 k ^p,^ix
 f r="ann;30;oslo","bob;25;rome","cy;30;rome","dee;41;bonn","al;25;oslo" d add(r)
 w "by age:" s a="" f  s a=$o(^ix("age",a)) q:a=""  w " ",a,"(" s i="" f  s i=$o(^ix("age",a,i)) q:i=""  w $p(^p(i),";"),","
 w !,"by city desc:" s c="" f  s c=$o(^ix("city",c),-1) q:c=""  w " ",c s i="" f  s i=$o(^(c,i)) q:i=""  w " ",i
 w !,"names a*:" s n="a" f  s n=$o(^ix("name",n)) q:n=""!($e(n)'="a")  w " ",n
 w ! d del(1),del(4) zwr ^ix
 s n="" f cnt=0:1 s n=$o(^p(n)) q:n=""
 w cnt,! k ^p,^ix q
add(r) n id s id=$i(^p) s ^p(id)=r d ix(id,1) q
del(id) d ix(id,0) k ^p(id) q
ix(id,on) n r s r=^p(id) 
 d ix1("name",$p(r,";"),id,on),ix1("age",$p(r,";",2),id,on),ix1("city",$p(r,";",3),id,on) q
ix1(t,v,id,on) i on s ^ix(t,v,id)="" q
 k ^ix(t,v,id) q
