locklists ; names of LOCK by indirection: one, or a list
 n l,m s m="c,d(""x"")"
 f l="a","a,b","^a(1),@m","@m","(a,b)","a:1","+a","a,","a,,b","a),(b","b)","","1","a b","a,b ","^(1)","a(1","a,$x"," a" d
 . f c="l +@l","l (@l)","l (^z,@l)","l (@l,^z)","za (@l,q)","l -@l" d t(c)
 q
t(c) n $et,$es s $et="d e q"
 w l," : ",c," -> " x c w ! zsh "L"
 l  zd
 q
e w $p($zs,",",3,4),! s $ec="" l  zd
 q
