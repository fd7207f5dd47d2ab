ZSSERR ; ZSHOW "S" in traps shows which frames belong to them
 s $et="w ""et"",! zshow ""s"" s $ec="""""
 d a
 s $et=""
 s $zt="w ""zt"",! zshow ""s"" q"
 d a
 q
a d b q
b s x=1/0
 q
