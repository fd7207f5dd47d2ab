READVAR ; READ into subscripted variables, globals, several targets, with indirection
 r a(1),a("x",2),^g(3) zwr a,^g
 s v="b" r @v w b,! s w="c,d" r @w zwr c,d
 r:0 no r:1 "p: ",e w "e=",e,!
 r f#2,g w f,"|",g,! s v="h:0" r @v w h,$t,!
 s i=1,i(2)="old" r i,i(i) zwr i
 k  r *x,*x(1) zwr
 q
