%G ; Shows globals as ZWRITE does
 n %Gd,%Gname,%Gpattern,%Gtext
 s %Gd=$$OUTPUT^%MRUNIO q:%Gd="^"
 f  s %Gtext=$$ASK^%MRUNIO("List ^") q:%Gtext=""  d ONE w:%Gd'=$p ""
 d CLOSE^%MRUNIO(%Gd)
 q
ONE n $et
 s $et="u $p w !,$p($zs,"","",3,9),! s $ec="""" q"
 i %Gtext="?" d HELP q
 i $zco(%Gtext,"U")="?D" d ^%GD q
 u %Gd
 i %Gtext="*" s %Gpattern=".E"
 e  i $e(%Gtext)="?" s %Gpattern=$e(%Gtext,2,$l(%Gtext))
 e  zwr @("^"_%Gtext) q
 s %Gname="^%" f  d:$d(@%Gname)  s %Gname=$o(@%Gname) q:%Gname=""
 . i $e(%Gname,2,$l(%Gname))?@%Gpattern zwr @%Gname
 q
HELP w !,"VALID INPUT",!,!,!,"   <RET>        to leave the %G utility ",!,!
 w "    ?D          to display existing globals in your directory ",!,!
 w "[global name]   the MUMPS name for the global e.g. ABC, or",!
 w "                a MUMPS pattern to match selected globals e.g. ?1""A"".E, or",!
 w "                ""*"" as a wildcard for all globals",!
 w "                the global name may be followed by: ",!
 w "                subscript(s) in parentheses",!
 w "                a subscript is a MUMPS expression e.g. ""joe"",10,$e(a,1),",!
 w "                a ""*"" as a subscript causes all descendents to be included,",!
 w "                or by a range of subscripts in parentheses",!
 w "                expressed as [expr]:[expr] e.g 1:10 ""a"":""d""",!
 q
