constants ; messages of constant expressions when a routine is compiled
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 zlink "constaux"
 w "linked",!
 q
