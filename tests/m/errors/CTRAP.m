CTRAP ; special variables connected with errors: names, defaults, what can be set
 w "[",$zst,"] [",$zinterrupt,"]",!
 s $et="w $p($zs,"","",3,4),! s $ec="""""
 f v="$device","$ecode","$estack","$etrap","$stack","$zcstatus","$zerror","$zlevel","$zstatus","$ztrap","$zyerror","$zpos","$quit","$zeof","$zchset" d t(v)
 q
t(v) n $et s $et="w v,"" "",$p($zs,"","",3,4),! s $ec="""""
 x "n "_v_" w v,"" can be NEWed"",!"
 q
