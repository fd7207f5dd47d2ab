build ; string building and comparison loops
 n s,i,t,c
 s s="" f i=1:1:100 s s=s_$c(i#26+97)
	WRITE "s => ",s,!
	WRITE "$l(s) => ",$l(s),!
	WRITE "$l(s,""a"") => ",$l(s,"a"),!
	WRITE "$e(s,50,60) => ",$e(s,50,60),!
 s t="" f i=$l(s):-1:1 s t=t_$e(s,i)
	WRITE "t=$re(s) => ",t=$re(s),!
 s s=$j("",1000),s=$tr(s," ","x")
	WRITE "$l(s) => ",$l(s),!
 f i=1:1:5 s s=s_s
	WRITE "$l(s) => ",$l(s),!
 s $e(s,500)="y"
	WRITE "$f(s,""y"") => ",$f(s,"y"),!
	WRITE "$l(s,""y"") => ",$l(s,"y"),!
 s s="",$p(s,"=",41)="" w s,!
 s s="",$p(s,"ab",11)="" w s,!
 s s="The quick brown fox jumps over the lazy dog"
 k c f i=1:1:$l(s) s t=$tr($e(s,i),"T","t") s c(t)=$g(c(t))+1
 s t="" f  s t=$o(c(t)) q:t=""  w t,c(t)," "
 w !
 w "vowels ",$l(s)-$l($tr(s,"aeiou")),!
 w "words ",$l(s," "),!
 w "longest " s t="" f i=1:1:$l(s," ") s:$l($p(s," ",i))>$l(t) t=$p(s," ",i)
 w t,!
