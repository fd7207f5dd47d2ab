get ; $GET
 n a s a=1,a(1)="x",b(2)=""
 w "$G(a) => ",$G(a),!
 w "$g(a(1)) => ",$g(a(1)),!
 w "$get(a(2)) => ",$get(a(2)),!
 w "$g(a(2),""def"") => ",$g(a(2),"def"),!
 w "$g(a,""def"") => ",$g(a,"def"),!
 w "$g(b,""B"") => ",$g(b,"B"),!
 w "$g(b(2),""B"") => ",$g(b(2),"B"),!
 w "$g(nosuch,1+1) => ",$g(nosuch,1+1),!
 w "$g(nosuch,$g(other,""deep"")) => ",$g(nosuch,$g(other,"deep")),!
 w "$g(@""a(1)"",""no"") => ",$g(@"a(1)","no"),!
 w "$g(@""a(9)"",""no"") => ",$g(@"a(9)","no"),!
 w "$g(^nosuch) => ",$g(^nosuch),!
 w "$g(^nosuch(1),""gdef"") => ",$g(^nosuch(1),"gdef"),!
 Do e("w $g(nosuch,zz)")
 Do e("w $g()")
 Do e("w $g(1)")
 Do e("w $g(""x"",1)")
 Do e("w $g(a,b,c)")
 s c=$g(c)+1,c=$g(c)+1 w c,!
 s d(1)=$g(d(1),10)+1 w d(1),!
 s x="nn" w $g(@x,"ind"),$g(@x@(1),"ind2"),!
 s ^g(1)="" w "[",$g(^g(1),"def"),"]",$g(^g(2),"def"),! k ^g
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
