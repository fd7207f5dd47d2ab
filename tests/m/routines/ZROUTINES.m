ZROUTINES ; $ZROUTINES: setting, search order, errors
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 zsystem "mkdir d1 d2 obj" d mk("d1","same"),mk("d2","same"),mk("d2","only2"),mk("d1","late")
 d try("d1 d2") d ^same,^only2
 d try("obj(d2 d1)") d ^late w $zsearch("obj/late.o",1)'="",!
 d try("nosuchdir"),try("d1("),try("d1()"),try(""),try("d1(d2"),try("(d2)"),try("d1  d2"),try(" d1 "),try("d1*"),try("same.m"),try("nofile.so")
 q
try(z) s $zro=z w "[",$zro,"]",! q
mk(d,n) n f s f=d_"/"_n_".m" o f:newversion u f w n," w """,n," in ",d,""",!",! u 0 c f q
