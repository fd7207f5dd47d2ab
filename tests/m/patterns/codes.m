codes ; pattern codes one character each
 n i,c,p,s
 f p="A","L","U","N","P","C","E" d
 . s s="" f i=0:1:127 i @("$c(i)?1"_p) s s=s_i_" "
 . w p,": ",$l(s," ")-1," ",$e(s,1,60),!
 f p="A","L","U","N","P","C","E" d
 . s s=0 f i=128:1:255 i @("$c(i)?1"_p) s s=s+1
 . w p," high: ",s,!
 W """a""?1a => ","a"?1a,!
 W """A""?1l => ","A"?1l,!
 W """5""?1n => ","5"?1n,!
 W """a""?1AN => ","a"?1AN,!
 W """5""?1AN => ","5"?1AN,!
 W """-""?1AN => ","-"?1AN,!
 W """-""?1ANP => ","-"?1ANP,!
 W "$c(7)?1ANP => ",$c(7)?1ANP,!
 W "$c(7)?1C => ",$c(7)?1C,!
 W "$c(7)?1CA => ",$c(7)?1CA,!
 W """x""?1LU => ","x"?1LU,!
 W """X""?1LU => ","X"?1LU,!
 W """é""?2E => ","é"?2E,!
