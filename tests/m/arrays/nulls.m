nulls ; null string subscripts
 s a("")=1,a("",1)=2,a(1,"")=3,a("","","")=4 zwr a
	WRITE "$d(a("""")) => ",$d(a("")),!
	WRITE "$d(a("""",1)) => ",$d(a("",1)),!
	WRITE "$o(a("""")) => ",$o(a("")),!
	WRITE "$o(a("""","""")) => ",$o(a("","")),!
	WRITE "$q(a) => ",$q(a),!
	WRITE "$q(a("""")) => ",$q(a("")),!
	WRITE "$g(a(1,"""")) => ",$g(a(1,"")),!
	WRITE "$na(a("""","""")) => ",$na(a("","")),!
 s ^g("")=1,^g(1,"")=2 zwr ^g
	WRITE "$d(^g("""")) => ",$d(^g("")),!
	WRITE "$o(^g("""")) => ",$o(^g("")),!
	WRITE "$o(^g(1,""""),-1) => ",$o(^g(1,""),-1),!
 k a("") zwr a
 k ^g("") zwr ^g
 k ^g
 s k="a" f  s k=$q(@k) q:k=""  w k,!
