handles ; $ZAHANDLE and $ZDATA
 s a=1,*b=a,c=1
	w "$zahandle(a)=$zah(b) => ",$zahandle(a)=$zah(b),!
	w "$zah(a)=$zah(c) => ",$zah(a)=$zah(c),!
	w "$zdata(a) => ",$zdata(a),!
	w "$zdata(b) => ",$zdata(b),!
	w "$zdata(c) => ",$zdata(c),!
	w "$zdata(nosuch) => ",$zdata(nosuch),!
 s *d(1)=a,d(2)=2,d(3,4)=1
	w "$zdata(d(1)) => ",$zdata(d(1)),!
	w "$zda(d(2)) => ",$zda(d(2)),!
	w "$zdata(d(3)) => ",$zdata(d(3)),!
	w "$zdata(d) => ",$zdata(d),!
	w "$data(d(1)) => ",$data(d(1)),!
	w "$zah(d(1))=$zah(a) => ",$zah(d(1))=$zah(a),!
	w "$zah(d(2)) => ",$zah(d(2)),!
	w "$l($zah(a))>0 => ",$l($zah(a))>0,!
 k *a,*b
	w "$zdata(a) => ",$zdata(a),!
	w "$zdata(d(1)) => ",$zdata(d(1)),!
 s *b=d(1) w b,!
	w "$zdata(b) => ",$zdata(b),!
