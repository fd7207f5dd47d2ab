queryrev ; $QUERY has one argument; walking backwards by $ORDER
 n a,k s a=1,a(1)=1,a(1,2)=1,a(1,2,"x")=1,a(2,3)=1,a("b")=1
 Do e("w $q(a(1),-1)")
 Do e("w $q(a(1),1)")
 d back("a")
 w ! k ^g m ^g=a d back("^g") w !
 k ^g q
back(r) n k s k="" f  s k=$o(@r@(k),-1) q:k=""  d back($na(@r@(k))) w:$d(@r@(k))#10 $na(@r@(k))," "
 q
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
