others ; calls into another routine
 w $$f^otheraux(3)," ",$$g^otheraux(),!
 d p^otheraux(.r,2) zwr r
 d ^otheraux d top^otheraux d top+1^otheraux
 s rn="otheraux",lb="f"
 do e("w $$f^@rn(4)")
 do e("d p^@rn(.q,3) zwr q")
 do e("w $$@lb^otheraux(5)")
 do e("w $$@lb^@rn(6)")
 do e("w $$g^@rn")
 do e("d top^@rn")
 s lb2="sh" d @(lb2_"^otheraux") w v,!
 w $t(f^otheraux),"|",$t(+1^otheraux),"|",$t(+0^otheraux),!
 w $t(+1^nosuchr),"|",$l($t(+5^otheraux)),!
 w $$back^otheraux("others"),!
 do e("d nol^otheraux")
 do e("w $$f^otheraux")
 do e("d f^otheraux(1)")
 q
cb(x) q "called back "_x
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
