ZTDIRECT ; errors typed in direct mode, with and without a trap
 q
sub s x=1/0
 w "in sub",!
 q
