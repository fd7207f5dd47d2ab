zrofolder ; relative folders of $ZROUTINES start where $ZDIRECTORY was when it was set
 n here,zro s here=$zd,zro=$zro
 zsy "mkdir -p sub"
 s f="sub/zrofolderx.m" o f:newversion u f w " w ""in sub"",!",! c f
 s $zro=". "_zro,$zd="sub"
 d try
 s $zro=$zro
 d try
 s $zd=here
 q
try n $et s $et="w $p($zs,"","",3,4),! s $ec="""""
 d ^zrofolderx
 q
