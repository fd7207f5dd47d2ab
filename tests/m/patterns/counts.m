counts ; repeat counts
 WRITE """""?.A => ",""?.A,!
 WRITE """abc""?.A => ","abc"?.A,!
 WRITE """abc""?3A => ","abc"?3A,!
 WRITE """abc""?2A => ","abc"?2A,!
 WRITE """abc""?4A => ","abc"?4A,!
 WRITE """abc""?1.A => ","abc"?1.A,!
 WRITE """""?1.A => ",""?1.A,!
 WRITE """abc""?.3A => ","abc"?.3A,!
 WRITE """abc""?.2A => ","abc"?.2A,!
 WRITE """abc""?2.4A => ","abc"?2.4A,!
 WRITE """abc""?4.5A => ","abc"?4.5A,!
 WRITE """abc""?0A => ","abc"?0A,!
 WRITE """""?0A => ",""?0A,!
 WRITE """""?0.0A => ",""?0.0A,!
 WRITE """abc""?1.2A1.2A => ","abc"?1.2A1.2A,!
 WRITE """abc""?.A.A.A => ","abc"?.A.A.A,!
 WRITE """abc1""?.A.N => ","abc1"?.A.N,!
 WRITE """abc1""?.N.A => ","abc1"?.N.A,!
 WRITE """12ab34""?2N2A2N => ","12ab34"?2N2A2N,!
 WRITE """12ab34""?.N.A.N => ","12ab34"?.N.A.N,!
 WRITE """12ab34""?.E => ","12ab34"?.E,!
 WRITE """12ab34""?6E => ","12ab34"?6E,!
 WRITE """12ab34""?.NA => ","12ab34"?.NA,!
 WRITE """12ab34""?.AN => ","12ab34"?.AN,!
 WRITE """a1b2""?2(1A1N) => ","a1b2"?2(1A1N),!
 WRITE """a1b2""?.(1A1N) => ","a1b2"?.(1A1N),!
 WRITE """a1b""?.(1A1N) => ","a1b"?.(1A1N),!
 WRITE """aaaaaaaaaaaaaaaaaaaaaaaaaaaaab""?.A1""b"" => ","aaaaaaaaaaaaaaaaaaaaaaaaaaaaab"?.A1"b",!
 WRITE """12345""?5N => ","12345"?5N,!
 WRITE "12345?1N.N => ",12345?1N.N,!
 WRITE "1.5?.N1"".""1N => ",1.5?.N1"."1N,!
 WRITE "-3?1""-""1N => ",-3?1"-"1N,!
 WRITE """""?.N.A.P => ",""?.N.A.P,!
 DO e("w ""a""?3.2A")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
