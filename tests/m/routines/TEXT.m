TEXT ; $TEXT forms: label, offset, +n, +0, other routines, indirection
 g c
a w 1 ;;first
	w 2	; tabs	here
b(x,y) ; ;with list
 ; comment only

c
 f t="+0","+1","+2","a","a+1","b","b+1","b+2","c","c+1","nosuch","+99","-1","a-1","+3^TEXT","a+1^TEXT","c^NOSUCHR","+0^NOSUCHR","" d t(t)
 s l="a",o=1 w $t(@l),! w $t(@l+o),! w $t(@l+o^TEXT),! s r="TEXT" w $t(a^@r),! w $t(@"+2^TEXT"),! w $t(+o),! w $t(a+$l("xy")),!
 w $l($t(+3)),!
 q
t(t) n $et s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 w t,": [" x:t'="" "w $t("_t_")"
 w "]",!
 q
