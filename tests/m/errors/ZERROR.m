ZERROR ; $ZERROR's first value and its values after errors without $ZYERROR
 w "[",$zerror,"]",!
 s $et="w ""["",$zerror,""]"",! s $ec="""""
 d a d b
 q
a s x=1/0 q
b s x=undef q
