ZLINKNOR ; without gtm_link=RECURSIVE a routine that is active cannot be replaced
 s $zro=". "_$zro,$et="w $p($zs,"","",2,9),! s $ec="""" q"
 d mk(1) d ^rgen w "back 1",!
 d ^rgen w "back 2",!
 q
mk(v) o "rgen.m":newversion u "rgen.m" w "rgen w ""start ",v,""",!",!," i ",v,"=1 d relink^ZLINKNOR",!," w ""end ",v," "",$t(+1),!",!," q",!,"sub w ""sub ",v,""",! q",! u 0 c "rgen.m" q
relink d mk(2) zl "rgen" w "linked",! d sub^rgen q
