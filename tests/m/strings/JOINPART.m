JOINPART ; long concatenations, and changes of parts of texts that are shared or their own source
 n (%) s $et="w $p($zs,"","",2,9),! s $ec="""" q"
 d join,calls,undef1,undef2,undef3,long,piece,walk,ext,code,pat,limit
 q
join n a,i,s s a="ab",s=""
 f i=1:1:3 s s=s_a_i_"-"_(i*1.5)_a_a_-i_"."_a_1_2_3_a_i_(a_"x"_(a_i))_1E15_"end" w s,!
 s s=s_s w $l(s),! s s=s_"x"_s w $l(s)," ",$e(s,300,340),!
 s a="" f i=1:1:20 s a=a_i w a,"|"
 w ! q
calls n x,y s x="a text that is long enough",y=x
 s x=x_$$same()_"-"_$$change(.x)_"-"_x w x,!,y,!
 s x="a text that is long enough" s x=x_$$same()_x w x,!
 s x="a text that is long enough",x=x_"+"_$$same()_"+" w x,!
 s x="one",x=x_$i(y)_$i(y) w x,!
 q
same() q "same"
change(z) s z="other" q "changed"
undef1 n a,c s c="c" s a=c_a_b w "no" q
undef2 n x s x=x_y_z w "no" q
undef3 n b s b="b" w b_$$same_u_v,! q
long n s,i s s="" f i=1:1:200 s s=s_"0123456789"_i
 w $l(s)," ",$e(s,$l(s)-15,$l(s)),!
 s s=$e(s,10,60) w s,! s s=$e(s,2,30) w s,! s s=$e(s,1,3) w s,!
 q
piece n r,t,a,i s r="a^b^c",t=r
 f i=1,7,3,2,2 s $p(r,"^",i)="<"_i_">" w r,!
 w t,! s $p(r,"^",2)=r w r,! s $p(r,"^",2,4)="" w r,! s $p(r,"::",3)="x" w r,! s $p(r,"::",2)=$p(r,"::",3)_"yy" w r,!
 s $p(q,"/",3)=1 w q,! s $p(q,"/",2,1)=5 w q,! s $p(n,",")=12,$p(n,",",2)=3 w n,!
 s a(1)="x;y;z",a(1,2)="k" s $p(a(1),";",2)="a longer piece than before",$p(a(2),";",2)=4,$e(a(1),1)="",$e(a(3),3)="c" zwr a
 s i=7.9,$p(r,"^",i)="n" w r,! s $p(r,"",1)="whole" w r,! s $p(r,"o",0)="no" w r,! s $p(r,r)="w" w r,!
 s ($p(r,"/",2),$e(r,1),t)="m" w r," ",t,!
 q
walk n s,i,t s s="" f i=1:1:12 s s=s_i_"::"_$c(i+64)_"^"
 f i=1:1:14 w $p(s,"^",i),"|",$p(s,"::",i),"|",$p(s,"^",i,i+2),"|",$p(s,":",i),!
 f i=13:-3:0 w $p(s,"^",i),"|" s $p(s,"^",i)="r"_i w $p(s,"^",i+1),"|",$p(s,"^",i+2),!
 s t=s,s=s_"^tail" w $p(s,"^",14),"|",$p(t,"^",14),"|",$l(s,"^"),$l(s,"::"),$l(s,""),$l(s,":^"),!
 q
ext n s,t s s="abcdefghijklmnopqrst",t=s
 s $e(s,3)="",$e(s,1,2)="ABCD",$e(s,25)="end" w s,!,t,! s $e(s,5,99)=s w s,! s $e(s,0)="x",$e(s,-1,3)="y",$e(s,4,2)="z" w s,!
 s $e(u,4)="d" w u,! s $e(s,2,$l(s))="" w s,!
 q
code n s,i s s="aé"_$c(0,200,255)
 f i=-1:1:8 w $a($e(s,i))," ",$a($e(s,i,i+1))," ",$a(s,i),! 
 q
pat n i,j,x s x(1)="ab12",x(2)="-12.5",x(3)="",x(4)="A"_$c(200),x(5)="aXXb"
 f j=1:1:12 f i=1:1:5 w x(i)?2A.N,x(i)'?.1"-".N.1(1".".N),x(i)?.E1"X".E,x(i)?1(1"a",1"A").E,x(i)?.(1A,1N) i x(i)?1A.E w "+" e  w "-"
 w !,$s(x(1)?4AN:1,1:0),$s(x(1)'?4AN:1,1:0),! f i=1:1:20 i x(2)'?1P.E w "no"
 q
limit n s s s=$j("",1048570) s s=s_"123456" w $l(s),! s s=s_1_""_2 w "no" q
