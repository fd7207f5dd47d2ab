negb ; not-pattern
 n x,c s x="ab1"
 write "x'?3A => ",x'?3A,!
 write "x'?2A1N => ",x'?2A1N,!
 write "'(x?3A) => ",'(x?3A),!
 write "x?2A1N&1 => ",x?2A1N&1,!
 write "x?2A1N=1 => ",x?2A1N=1,!
 write "x?2A1N+1 => ",x?2A1N+1,!
 write "x?2A1N_""t"" => ",x?2A1N_"t",!
 write "'x?1N => ",'x?1N,!
 write "1+x?1N => ",1+x?1N,!
 write "x_""z""?2A1N1""z"" => ",x_"z"?2A1N1"z",!
 write "(x_""z"")?2A1N1""z"" => ",(x_"z")?2A1N1"z",!
 i x?2A1N w "match",!
 i x'?2A1N w "no",!
 e  w "else",!
 f c="a","1","-","" w """",c,""" ",$s(c?1A:"alpha",c?1N:"digit",c="":"empty",1:"other"),!
 f c="123","-5","1.5","abc","1e5","","+7",".5","5.","--1" w c," int:",c?.1"-"1.N," num:",c?.1(1"-",1"+")1(1.N.1(1".".N),1"."1.N),!
 w:x?.AN "postcond ok",!
 q:x?1.E
 w "not reached",!
