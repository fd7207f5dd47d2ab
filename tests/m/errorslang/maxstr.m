maxstr ; string too long and numbers too big
 n s s s=$j("",1048576) w $l(s),!
 Do e("s s=s_""x""")
 w $l(s),!
 Do e("s t=$j("""",1048577)")
 Do e("s t=s_s")
 Do e("s $e(s,1048577)=""x""")
 Do e("s $p(t,"","",1048578)=1")
 Do e("s t=$tr(s,"" "",""x"") w $l(t)")
 Do e("w $l($c(0)_s)")
 Do e("w $l($re(s))")
 Do e("s t=""1""_$j("""",30) w +t")
 Do e("w 1E46*10")
 Do e("s n=1E46,n=n*10")
 Do e("s t=$j(1,1048577)")
 Do e("s t=$j(1,-1) w t")
 Do e("s t=$j(1,5,1048577)")
 Do e("w $l($j(1,0,100))")
 Do e("w $e(s,1048576)=""""")
 Do e("s ^a=s")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
