gotos ; traps that GOTO and loops that retry
 n $et,i,n s $et="g trap",n=0
again s n=n+1 i n<4 w 1/0
 w "past ",n,!
 f i=1:1:5 d step
 w "total ",n,!
 g fin
trap s $ec="" w "caught ",n,! g again
fin n $et s $et="s $ec="""" g skip"
 s list="1,0,2,x,4",i=0
next s i=i+1 i i>5 w "sum done",! q
 w 12/$p(list,",",i),!
 g next
skip w "skip item ",i,! g next
step s n=n+i q
