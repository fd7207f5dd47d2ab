nakednone ; naked references by indirection: GVNAKED without a global before, else the reference
 n c,x l
 k ^k f c="s @""^(1)""=2","w $d(@""^(1)"")","w $o(@""^(1)"")","w @""^(1)""","k @""^(1)""","zk @""^(1)""","m @""^(1)""=x","w $g(@""^(1)"")","w $q(@""^(1)"")","w $na(@""^(1)"")","w @""^(1)""@(2)","s x=""^(1)"" w @x@(2)","w $i(@""^(1)"")","zwr @""^(1)""","r @""^(1)"":0","l +@""^(1)""" d t(c)
 s ^k(1,2)=3 w @"^(2)",! s @"^(3)"=4 zwr ^k k ^k(1,3) w $d(^k(1,2)),$d(@"^(3,4)")," ",$r,!
 q
t(c) n $et,$es s $et="d e q"
 k x s x=1 i $d(^k)
 tro:$tl  v "NOISOLATION":"" d n w c," -> " x c w !
 q
n n r s r=$zgbldir,$zgbldir=r q
e w $p($zs,",",3,4),! s $ec=""
 q
