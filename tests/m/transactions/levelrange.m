levelrange ; TROLLBACK to levels that do not fit
 f x="1E18",1E10,-1E18,"2147483648","-2147483649",5.7,-5.7,3000000000,"-3000000000" d t
 q
t n $et s $et="w $p($zs,"","",3,9),! trollback:$tl  s $ec="""" q"
 ts  tro x w "ok",!
 q
