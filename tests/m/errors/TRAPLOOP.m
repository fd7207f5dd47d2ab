TRAPLOOP ; a trap that fixes the cause and retries with GOTO
 n tries s tries=0,d=0
 s $et="g fix^TRAPLOOP"
again s tries=tries+1
 s x=10/d
 w "result ",x," after ",tries,!
 s $ec="" q
fix s d=d+5,$ec="" g again
