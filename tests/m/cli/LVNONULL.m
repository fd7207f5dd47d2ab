LVNONULL ; gtm_lvnullsubs=0 forbids empty subscripts of locals
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 d a,b,c
 q
a s x("")=1 w "set",! q
b w $g(x(""),"got"),! q
c w $o(x("")),"ordered",! q
