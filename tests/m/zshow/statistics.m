statistics ; what ZSHOW G and T tell: the form, and the counters that do not depend on the medium
 n v,x,i,n,before
 s ^a(1)=2,^a(2)=3 d look(.before)
 f i=1:1:5 s ^a(i)=i
 s x=^a(1),x=$g(^a(2)),x=$g(^a(9)) d show("s and g")
 s x=$d(^a(1)),x=$d(^a(9)) d show("d")
 s x=$o(^a("")),x=$o(^a(1)),x=$o(^a(""),-1),x=$zp(^a(3)),x=$q(^a),x=$q(^a(1)) d show("o, zp and q")
 s x=$i(^c),x=$i(^c,5) k ^a(1) zk ^a(2) d show("i and k")
 l ^a l ^b l +^c:0 d show("l")
 zsh "G":v w $d(v("G",0)),$d(v("G",1)),$d(v("G",2)),$d(v("L")),!
 f n=1:1:$l(v("G",0),",") w $p($p(v("G",0),",",n),":")," "
 w !,$p(v("G",0),","),",",$p(v("G",0),",",2)," ",$p(v("G",1),",",2),! k v
 zsh "T":v w $d(v("G",0)),$d(v("G",1)),$d(v("L",0)),$d(v("T")),! k v
 zsh "LG":v w $d(v("G",1)),$d(v("L",0)),!
 q
look(to) n v,n
 zsh "G":v f n=3:1:11 s to($p($p(v("G",0),",",n),":"))=$p($p(v("G",0),",",n),":",2)
 q
show(what) n now,name
 d look(.now) w what,": "
 s name="" f  s name=$o(now(name)) q:name=""  i now(name)'=before(name) w name,"+",now(name)-before(name)," "
 w !
 m before=now
 q
