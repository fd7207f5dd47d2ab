ordname ; $ORDER, $QUERY and $ZPREVIOUS of names of globals
 n t k ^A,^B,^a,^%Z,^Ab,^A1 s (^A,^B(1),^a,^%Z(2),^Ab(3),^A1)=1
 f t="^%","^A","^A1","^A2","^Aa","^Ab","^Z","^a","^z","^zzzzzzzz","^%Z","^%z","^B","^B(1)" w t," ",$o(@t)," ",$o(@t,-1)," ",$q(@t)," ",$q(@t,-1)," ",$d(@t),!
 s t="^%" f  s t=$o(@t) q:t=""  w t," "
 w ! s t="^zzzz" f  s t=$o(@t,-1) q:t=""  w t," "
 w ! k ^A1,^%Z s t="^%" f  s t=$o(@t) q:t=""  w t," "
 w ! f t="w $o(^A)","w $o(^A),$r","w $o(^nog)","w $zp(^B)","w $o(^B,2)","w $o(^B,""x"")","w $o(^B,-1)","w $q(^B,2)","w $q(^B,0)","w $o(^B(1),"""")","w $n(^B)","w $o(@""^B"")","w $o(@""^"")","w $o(^B(1,2,3),-1)","w $q(^Ab(3),-1),$r","s x=$o(^A) w ^(1)" d try(t)
 q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
