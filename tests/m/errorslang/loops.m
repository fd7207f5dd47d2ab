loops ; errors in loops with the trap one level down
 f i=1:1:4 d one(i)
 w ! f i=1:1:4 w $$two(i)," "
 w ! f i=1:1:3 d three
 w ! f x="1","x","","3" w $$num(x)," "
 w ! s i=0 f  s i=i+1 d four q:i>4
 w !,"total ",$g(t),! q
one(n) n $et s $et="w ""<"",n,"">"" s $ec="""" q"
 w:n=2 1/0 w "one",n," " q
two(k) n $et s $et="s $ec="""" q ""E""" q 10/(k-2)
three n $et s $et="w ""T"",i,"" "" s $ec="""" q"
 f j=1:1:3 w j w:j=i zz
 w " " q
num(x) n $et s $et="s $ec="""" q ""bad"""
 s:x'=+x $ec=",Unum," q x
four n $et s $et="s $ec="""",t=$g(t)+100 q" s:i#2 t=$g(t)/0 s t=$g(t)+1 q
