extrin ; extrinsics in every expression position
 n a,i s a($$i(1))=$$i(2),a($$i(3),$$i(4))=$$i(5) zwr a
 w $$i(1)+$$i(2)*$$i(3),! w $s($$i(0):"x",$$i(1):"y"),!
 w $p("a,b,c",$$s(","),$$i(2)),! w $e("abc",$$i(2),$$i(3)),!
 f i=$$i(1):$$i(1):$$i(3) w i
 w ! i $$i(1),$$i(1) w "if",!
 w:$$i(1) "post",! w @$$s("a($$i(1))"),! 
 d @$$s("lab") g @$$s("cont")
lab w "lab",! q
cont w "cont",! s @$$s("z")=3 w z,! k @$$s("z") w $d(z),!
 w $$i($$i($$i(7))),! w -$$i(5),'$$i(0),! w $$i(1)=$$i(1),!
 w $$s("a")_$$s("b")]$$s("aa"),! w "ab"?@$$s("2A"),!
 w $j($$i(3),$$i(5)),! w $d(a($$i(3))),! w $o(a($$i(1))),!
 m m=a w $na(m($$i(3),$$s("x"))),! x $$s("w 1,!") w ?$$i(3),"t",!
 q
i(n) q n
s(s) q s
