ERRINFN ; errors in arguments of functions, in postconditions and in SELECT
 s $et="w $p($zs,"","",2,3),""|"",$st($st(-1),""MCODE""),! s $ec="""""
 d 1,2,3,4,5,6
 q
1 w $l($e(nope,1)),! q
2 w:1/0 "x",! q
3 w $s(0:1,bad:2,1:3),! q
4 d:nope2 1 q
5 f i=1:1:nope3 w i,! q
 q
6 w $g(a(1/0)),! q
