PARMERR ; calls with wrong parameters and results
 s $et="w $p($zs,"","",2,9),! s $ec="""""
 d 1,2,3,4,5,6,7
 q
1 d lab^PARMERR(1,2,3) q
2 d nolist^PARMERR(1) q
3 w $$noval^PARMERR(1),! q
4 d val^PARMERR(2) q
5 w $$nolist2^PARMERR,! q
6 s x=$$lab^PARMERR(,2) q
7 d lab(.a,.b) zwr a q
lab(a,b) w "lab ",$g(a,"-")," ",$g(b,"-"),! s a=9 q
nolist q
nolist2 q
noval(a) q
val(a) q a
