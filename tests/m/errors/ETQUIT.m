ETQUIT ; QUIT with and without a value from traps of $$ functions, $QUIT
 s $et="w ""main "",$ec,"" "",$q,! s $ec="""""
 w "f: ",$$f,!
 w "g: ",$$g,!
 d h w "h back",!
 w "i: ",$$i,!
 q
f() n $et s $et="s $ec="""" q ""from trap"""
 s x=1/0
 q "normal"
g() n $et s $et="w ""q="",$quit,! s $ec="""" q:$quit ""q1"" q"
 d g1
 q "g normal"
g1 s x=1/0
 q
h n $et s $et="w ""q="",$quit,! s $ec="""" q:$quit ""q2"" q"
 s x=1/0
 q
i() n $et s $et="s $ec="""" q"
 s x=1/0
 q "i normal"
