fl ; %FL
 d home,^%FL,^%FL d show("a.txt")
 q
home ; copies of the routines that may be changed, in a folder of their own
 n f,n,l s n=0
 f  s f=$zsearch($p($p($p($zro,"(",2),")")," ")_"/*zr*aux.m") q:f=""  d
 . o f:readonly u f f n=1:1 r l(n) q:$zeof
 . c f s f=$zparse(f,"NAME")_".m" o f:newversion u f f n=1:1 q:$d(l(n+1))=0  w l(n),!
 . c f k l
 u $p s $zro=".("_$zdir_") "_$zro q
show(file) ; a file, without its date and this folder
 n d,l
 o file:readonly u file f  r l q:$zeof  s d=$f(l,"-20") s:d $e(l,d-9,d+10)="DATE" s:l[$zdir l=$p(l,$zdir)_"HERE/"_$p(l,$zdir,2) u $p w file,": ",l,! u file
 c file u $p q
