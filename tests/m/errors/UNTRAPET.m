UNTRAPET ; an error with an $ETRAP that keeps $ECODE ends the process
 s $et="w ""trap "",$st,! q"
 w "before",!
 d a
 w "not reached",!
 q
a d b
 q
b s x=1/0
 q
