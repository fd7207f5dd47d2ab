concat ; concatenation and precedence
 set x="ab",y=12,z=""
 write """a""_""b""_""c"" => ","a"_"b"_"c",!
 write "1_2 => ",1_2,!
 write "1_2+3 => ",1_2+3,!
 write "1+2_3 => ",1+2_3,!
 write "1_-2 => ",1_-2,!
 write "1_(-2) => ",1_(-2),!
 write "1.50_""x"" => ",1.50_"x",!
 write """1.50""_""x"" => ","1.50"_"x",!
 write "0.5_0.5 => ",0.5_0.5,!
 write "-0_""x"" => ",-0_"x",!
 write "-0.0_""z"" => ",-0.0_"z",!
 write "x_y_z_x => ",x_y_z_x,!
 write "x_y=12 => ",x_y=12,!
 write "x_(y=12) => ",x_(y=12),!
 write """""_"""" => ",""_"",!
 write "'x_y => ",'x_y,!
 write "-x_y => ",-x_y,!
 write """a""_1+1 => ","a"_1+1,!
 write """1""_""2""*2 => ","1"_"2"*2,!
 write "1/3_"""" => ",1/3_"",!
 write "2**.5_"""" => ",2**.5_"",!
 write "1E5_"""" => ",1E5_"",!
 write "1E-3_"""" => ",1E-3_"",!
 write "100000000000000000000_"""" => ",100000000000000000000_"",!
 write "3_"".""_4+1 => ",3_"."_4+1,!
 write """a""_""b""[""b"" => ","a"_"b"["b",!
 write """a""_(""b""[""b"") => ","a"_("b"["b"),!
 write "$e(""hello"",2)_$l(""hello"") => ",$e("hello",2)_$l("hello"),!
 set s="" for i=1:1:20 set s=s_i_","
 write "s => ",s,!
 write "$length(s) => ",$length(s),!
 set s=s_s set s=s_s
 write "$l(s) => ",$l(s),!
 set q="""quoted"""
 write "q => ",q,!
 write """"""""" => ","""",!
 write """"""""""""" => ","""""",!
 write """a""""b"" => ","a""b",!
 write """a""""""""b""_""c"" => ","a""""b"_"c",!
 write "$l("""""""""""") => ",$l(""""""),!
