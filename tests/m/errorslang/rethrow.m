rethrow ; cleanup traps and rethrowing
 n zs f zs="w1","w2","w3","w4","w5" d step(zs)
 w $$safe("1/0")," ",$$safe("1+1")," ",$$safe("$$deep(3)"),!
 w $$try("s x=5"),$$try("s x=zz"),$$try("d thr"),$$try("x ""w 1/0"""),!
 d fin w "fin done",!
 q
step(l) n $et s $et="w ""<outer "",$ec,"">"" s $ec="""" q"
 w l,": " d @l w " done",! q
w1 n $et s $et="w ""cleanup "" q" w 1/0 q
w2 n $et s $et="w ""replace "" s $ec="""",$ec="",U2,"" q" w 1/0 q
w3 n $et s $et="w ""add "" s $ec="",U3,"" q" w 1/0 q
w4 n $et s $et="w ""first "" g w4x" w 1/0 q
w4x w "fix " s $ec="" q
w5 n $et s $et="d log q" d w51 w "never" q
w51 w zz q
log w "[log ",$p($zs,",",2,3),"]" q
thr s $ec=",UAPP," q
safe(e) n $et,v s $et="s $ec="""" q ""ERR:""_$p($p($zs,"","",3),""-"",3)"
 s @("v="_e) q v
try(c) n $et,r s r=1,$et="s $ec="""",r=0 q" x c q r
deep(n) q:n=0 1/0 q $$deep(n-1)+1
fin n $et,ok s $et="s ok=0 g fin1",ok=1 d work
fin1 w "ok=",ok," ec=",$ec,! s $ec="" q
work w "work " w zz q
