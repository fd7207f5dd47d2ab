ZLINK1 ; ZLINK of a routine that the program writes, and of its second version
 s $zro="."
 d mk("gen"," w ""version 1"",!"_$c(10)_" q")
 d ^gen zl "gen" d ^gen
 d mk("gen"," w ""version 2"",!"_$c(10)_" q"_$c(10)_"extra w ""extra"",!"_$c(10)_" q")
 d ^gen zl "gen" d ^gen,extra^gen w $t(+1^gen),"|",$t(extra^gen),!
 d mk("gen"," w ""version 3"",!") zl "gen.m" d ^gen d mk("gen"," w ""version 4"",!") zl "./gen" d ^gen
 q
mk(n,t) n f s f=n_".m" o f:(newversion) u f w n,!,t,! u 0 c f q
