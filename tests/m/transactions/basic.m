basic ; TSTART TCOMMIT $TLEVEL
 w $tl,! ts  w $tl,! s ^a=1 tc  w $tl,^a,!
 tstart  tstart  w $tl,! s ^a=2 tcommit  w $tl,! tcommit:$tl  w $tl,^a,!
 TS ():serial w $TL," ",$TR,! S ^B=1 TC  W $TL,^B,!
 ts (x):s s x=1 tc  w x,!
 ts *:(serial) w $tl tc  w $tl,!
 ts ():(serial:t="BATCH") w $tl tc  w $tl,!
 ts ():t="ID" w $tl tc  w $tl,!
 ts (a,b) w $tr tc  w !
 s x=5 ts x s x=6 tc  w x,!
 ts:0  w $tl,! ts:1  w $tl tc:1  w $tl,!
 k ^a,^B
