zshowg ; ZSHOW and MERGE into globals
 n a,b k ^z s a=1,a("x")="q",b=$c(1) zsh "V":^z zwr ^z
 k ^z(1) zsh "V":^z(1,2) zwr ^z(1) zsh "v":^(3) w $r,! zwr ^z(1,3)
 k ^z zsh "V":@"^z" w $d(^z("V",1)),! zsh "S":^z w $d(^z("S",1)),$d(^z("V",1)),! k ^z
 s %ZSHOWvbase="^z" zsh "V":^z k a,b d ^%ZSHOWVTOLCL w a,a("x"),$a(b),!
 n $et s $et="w $p($zs,"","",3,9),! s $ec="""" q" k ^z s x=$d(^z) zsh "V":^(1)
 q
