TPERR ; errors and traps inside transactions: TROLLBACK, $TLEVEL, restarts
 s $et="w $p($zs,"","",3,9),"" tl="",$tl,! tro:$tl  s $ec="""" q"
 d a,b,c,d
 w $d(^t)," ",$tl,!
 q
a ts  s ^t=1 s x=1/0 tc
 q
b ts ():serial s ^t=2 ts  s ^t=3 w $tl,! tro -1 w $tl," ",^t,! tc  w ^t,! k ^t
 q
c tc
 q
d n r s r=0 ts (r):t="BATCH" s r=r+1 w:$trestart<3 $trestart," ",r,! tre:$trestart<2  s ^t(r)=1 tc  w r," ",$o(^t(""))>1,! k ^t
 q
