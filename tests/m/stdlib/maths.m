maths ; %SQROOT %EXP
 d e("s %X=2 d ^%SQROOT w %Y")
 d e("s %I=2,%J=3 d ^%EXP w %I")
 d e("w $$FUNC^%SQROOT(10)")
 d e("w $$FUNC^%SQROOT(-2)")
 d e("w $$FUNC^%SQROOT(.25)")
 d e("w $$FUNC^%SQROOT(12345678901)")
 d e("w $$FUNC^%EXP(-2,3)")
 d e("w $$FUNC^%EXP(10,3)")
 d e("w $$FUNC^%EXP(3,2.5)")
 d e("w $$FUNC^%SQROOT(2)")
 d e("w $$FUNC^%SQROOT(9)")
 d e("w $$FUNC^%SQROOT(-1)")
 d e("w $$FUNC^%SQROOT(0)")
 d e("w $$FUNC^%EXP(2,3)")
 d e("w $$FUNC^%EXP(2,.5)")
 d e("w $$FUNC^%EXP(2,-1)")
 d e("w $$FUNC^%EXP(0,0)")
 q
e(zc) n $et s $et="g et" k (zc) w zc," -> " x zc w !
 q
et s $ec="" w "! ",$p($zs,",",3,4),!
 q
