%TRIM ; Removes characters, blanks and tabs unless told, from the ends of a text; of each line of the input if called by this name
 n line
 f  r line q:$zeof  w $$FUNC(line),!
 q
FUNC(s,what) q $$R($$L(s,$g(what,$c(32,9))),$g(what,$c(32,9)))
L(s,what) ; from the left end
 n i
 s:'$d(what) what=$c(32,9)
 f i=1:1:$l(s)+1 q:what'[$e(s,i)!($e(s,i)="")
 q $e(s,i,$l(s))
R(s,what) ; from the right end
 n i
 s:'$d(what) what=$c(32,9)
 f i=$l(s):-1:0 q:what'[$e(s,i)!($e(s,i)="")
 q $e(s,1,i)
