OPENLIST ; OPEN with mnemonic space names, timeouts of several kinds, no parameters
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 f a="newversion:1.5","newversion:-1",":5","","()","newversion:undefd","newversion:""0abc""","newversion:0:""NOSUCH""","newversion:""""","(newversion):2:"""":""x""" s n=$i(n) d t
 q
t w a,": " i 0
 x "o ""n"_n_""""_$s(a="":"",1:":")_a w "ok ",$t,! x "c ""n"_n_"""" q
