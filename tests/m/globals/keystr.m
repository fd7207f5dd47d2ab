keystr ; subscripts of globals with every byte, and long ones
 n c,t k ^s
 f c=0:1:255 s ^s($c(c))=c,^s("x"_$c(c)_"y")=c
 s t="" f n=1:1 s t=$o(^s(t)) q:t=""  s c(n)=$zwrite(t) w:n#16=1 ! w c(n)," "
 w !,n,!
 s t="" f n=1:1 s t=$o(^s(t),-1) q:t=""  w:$zwrite(t)'=c(513-n) n,"?"
 f c=0,1,2,254,255 w $zwrite($q(^s($c(c))))," ",$zwrite($q(^s($c(c)),-1))," ",$na(^s($c(c),"q""q")),!
 k ^s f n=1:1:6 s ^s($j("",n),1)=n,^s($tr($j("",n)," ",$c(0)),1)=n,^s($tr($j("",n)," ",$c(1)))=n,^s($tr($j("",n)," ","0"))=n,^s($tr($j("",n)," ",$c(255)))=n
 zwr ^s
 s t="^s" f  s t=$q(@t) q:t=""  w t," "
 w ! s t="^s($c(255,255,255,255,255,255,255))" f  s t=$q(@t,-1) q:t=""  w t," "
 w !
 q
