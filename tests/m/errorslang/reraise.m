reraise ; rethrowing and cleaning up
 n $et s $et="w ""top "",$ec,! s $ec="""" q"
 d w1 w "after w1",!
 d w2 w "after w2",!
 s r=$$safe("1/0"),r2=$$safe("1+1") w r," ",r2,!
 w $$try("s x=5"),$$try("s x=zz"),$$try("d w3"),!
 q
w1 n $et s $et="w ""cleanup "",$ec,! q" w 1/0 q
w2 n $et s $et="s $et="""" w ""once"",! q" w zz q
w3 s $ec=",UAPP," q
safe(e) n $et,v s $et="s $ec="""" q ""ERR:""_$p($zs,"","",3)"
 s @("v="_e) q v
try(c) n $et s $et="s $ec="""" q 0" x c q 1
