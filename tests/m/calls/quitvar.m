quitvar ; $QUIT
 w $q,! d a w $$a(),! d b() w $$b(),!
 s x=$$c x "w $q,!" d  w $q,!
 . w "block ",$q,!
 s y=$$d w y,! d d
 i $$a() w "if",!
 d e w $$e,!
 q
a() w "a ",$q,! q:$q 1 q
b() w "b ",$q,! q:$q "v" q
c() w "c ",$q,! d a() w "c2 ",$q,! x "w $q,!" f i=1:1:2 w $q
 w ! d  q 3
 . w "blk in $$ ",$q,!
 q 4
d() n q s q=$q w "d ",q,! q:q "dval" q
e() g f
f w "f ",$q,! q:$q "f" q
