labelgone ; labels that the routine does not have
 s $et="w $ec,! s $ec="""" q"
 d a,b,c,d,e,f
 q
a g nolab
b d nolab q
c d nolab^q2 q
d g nolab^q2
e w $$nolab^q2 q
f d nolab+1 q
