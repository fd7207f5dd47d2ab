nestlev ; nested levels across subroutines
 s ^c=0 d a w $tl,^c,!
 ts  d b tc  w ^c,!
 ts  d c w $tl,^c tc  w ^c,!
 s x=$$d w x,$tl,!
 f i=1:1:3 ts  s ^c=^c+i tc
 w ^c,! x "ts  s ^c=""x"" tc" w ^c,!
 ts  f i=1:1:3 ts  s ^c=^c_i tc
 tc  w ^c,!
 k ^c q
a ts  s ^c=^c+1 tc  q
b ts  s ^c=^c+10 d a tc  q
c ts  s ^c="rolled" tro -1 q
d() ts  s ^c=100 tc  q "d"
