zgotoerr ; ZGOTO used from traps
 s top=$zl d run w "back in main ",$zl,!
 n $et s $et="zg top:again" s n=0
again s $ec="",n=n+1 w "try ",n,! d:n<3 deep(4)
 w "finished ",n," ",$zl,!
 d loop w "end",! q
run n $et s $et="s $ec="""" zg "_$zl_":rec" d deep(3) w "bad",! q
rec w "recovered ",$zl,! q
deep(k) d:k deep(k-1) w:'k zz q
loop n i,$et s $et="s $ec="""" zg "_$zl_":lnext",i=0
lnext s i=i+1 q:i>4  w i,":" d:i#2 deep(2) w "ok",! g lnext
