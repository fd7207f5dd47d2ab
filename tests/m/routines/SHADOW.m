SHADOW ; names that are also commands or functions; arrays, labels and variables of one name
 s s=1,set=2,w=3,write(1)=4,if=5,do=6,q=7,d("d")=8,for=9
 w w,set,write(1),if,do,q,d("d"),for,s,! i if=5 w "ok",!
 d d,do,q,if(q) f for=1:1:2 w for
 w ! q
d w "d " q
do w "do " q
q w "q " q
if(if) w "if ",if,! q
