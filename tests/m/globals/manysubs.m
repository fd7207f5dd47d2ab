manysubs ; 31 subscripts and no more
 n i,q,r,t k ^m s q="^m" f i=1:1:35 s q=$s(i=1:"^m(1)",1:$e(q,1,$l(q)-1)_","_i_")") d:i>29 try("s "_q_"="_i),try("w $d("_q_")"),try("s @q=i"),try("w $o("_q_")"),try("w $q("_q_")"),try("w $na("_q_")"),try("k "_q),try("m ^n="_q),try("l +"_q_":0"),try("s ^("_i_",1)=1"),try("w $g(@q@(1))")
 s q="^n" f i=1:1:31 s q=$na(@q@(i)) s @q=i
 s q="^n" f i=1:1 s q=$q(@q) q:q=""
 w i,! f t="m ^m(1)=^n","m ^m(1,2)=^n","m x(1)=^n","m x(1,2)=^n" w t," -> " d x w !
 d try("w $d(x),$d(^m)"),try("s x="""",x=$q(^n(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30,31),-1) w $ql(x),$qs(x,30)")
 q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
