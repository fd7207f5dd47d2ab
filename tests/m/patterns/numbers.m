numbers ; numbers as pattern subjects
 Write "1.0?1N => ",1.0?1N,!
 Write "1.50?1N1"".""1N => ",1.50?1N1"."1N,!
 Write """1.50""?1N1"".""1N => ","1.50"?1N1"."1N,!
 Write "007?1N => ",007?1N,!
 Write "-5?1P1N => ",-5?1P1N,!
 Write "1E3?4N => ",1E3?4N,!
 Write "1E3?1N1""E""1N => ",1E3?1N1"E"1N,!
 Write ".5?1"".""1N => ",.5?1"."1N,!
 Write "0.5?1""0.5"" => ",0.5?1"0.5",!
 Write "1/3?1"".""18N => ",1/3?1"."18N,!
 Write "10/2?1N => ",10/2?1N,!
 Write "(10/2)?1N => ",(10/2)?1N,!
 Write "123?3N&1 => ",123?3N&1,!
 Write "+""12abc""?2N => ",+"12abc"?2N,!
 Write "12_""a""?2N1A => ",12_"a"?2N1A,!
 n i f i=8:1:12 w i," ",i?1N," ",i?2N,!
 f i=.5,1.5,-2,"a",1E10,1E-5 w i," ",i?.N," ",i?.NP," ",i?.1"-"1.N,!
