zlink ; ZLINK and ZCOMPILE of a routine written at run time
 n f s f="zla.m",$zro=". "_$zro
 o f:newversion u f w "zla w ""one"",! q",!,"f(x) q x*2",! c f
 zl "zla" d ^zla w $$f^zla(4),!
 o f:newversion u f w "zla w ""two"",! q",!,"f(x) q x*3",! c f
 zl f d ^zla w $$f^zla(4),!
 w $t(zla^zla),"|",$t(f^zla),!
 zl:0 "nosuch"
 s x="zla" zl @"x"
 d e("zl ""nosuchroutine""")
 d e("zl 1")
 d e("zl")
 d e("zcom ""zla.m"" w ""ok""")
 zsy "rm -f zla.m zla.o"
 d ^zla
 q
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
