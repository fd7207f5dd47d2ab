%ZSHOWVTOLCL ; Sets the locals that ZSHOW "V" has put below the name in %ZSHOWvbase
 n %ZSHOWvi
 i $d(@%ZSHOWvbase@("V"))<10 w !,$na(@%ZSHOWvbase@("V"))," does not contain ZSHOW ""V"" data",! q
 s %ZSHOWvi=""
 f  s %ZSHOWvi=$o(@%ZSHOWvbase@("V",%ZSHOWvi)) q:%ZSHOWvi=""  x "s "_@%ZSHOWvbase@("V",%ZSHOWvi)
 k %ZSHOWvbase
 q
