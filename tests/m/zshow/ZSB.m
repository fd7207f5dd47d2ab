ZSB ; ZSHOW "B": breakpoints with actions and counts
 zb a^ZSB zb b^ZSB:"w 1" zb c^ZSB:"zshow ""s""":3 zb ZSB+1^ZSB
 zshow "b" zshow "b":v zwr v
 zb -b^ZSB zshow "b" zb -* zshow "b":w w $d(w),!
 q
a q
b q
c q
