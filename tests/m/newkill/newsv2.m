newsv2 ; NEW of special variables in nested levels
 s $et="w ""outer "" s $ec="""" q"
 d a(1),a(2) w $l($et),!
 f i=1:1:2 d b
 x "n $et s $et=""w 1"" w $et,!" w $l($et),!
 d
 . n $et s $et="w 2" w $et,!
 w $l($et),! s x=$$c w x,$l($et),!
 q
a(n) n:n=2 $et s:n=2 $et="w ""in a """ w $et,! q
b n $et w $l($et) s $et="q" w $et,! q
c() n $et s $et="q 1" q $et
