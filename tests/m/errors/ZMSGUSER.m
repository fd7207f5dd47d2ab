ZMSGUSER ; ZMESSAGE of the SETECODE and user numbers and $ZSTATUS being set by hand
 s $zs="mine" w $zs,!
 s $et="w ""T "",$zs,"" "",$ec,! s $ec="""""
 d a w $zs,!
 s $zs="" w "[",$zs,"]",!
 s $ze="hello" w "[",$ze,"]",!
 q
a zm 150373210+8
 q
