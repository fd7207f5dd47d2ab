args ; argument lists with odd spacing and many arguments
 w $$m(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16),!
 w $$n(,),$$n(1,),$$n(,1),$$n(),!
 w $$n("a,b",")"),! w $$n((1),(2)),! w $$n(-1,+"2x"),!
 w $$n($s(1:5),$p("a,b",",",2)),!
 s a=1 w $$n(a=1,'a),! w $$n(a_"x",.a),!
 s i=1 w $$n(i,$i(i)),$$n($i(i),i),! w $$o(.i,i,$i(i)),i,!
 d p(.i,.i) w i,!
 q
m(a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p) q a+b+c+d+e+f+g+h+i+j+k+l+m+n+o+p
n(x,y) q "<"_$g(x,"U")_"|"_$g(y,"U")_">"
o(x,y,z) s x=x*10 q x_","_y_","_z
p(x,y) s x=5,y=y+1 q
