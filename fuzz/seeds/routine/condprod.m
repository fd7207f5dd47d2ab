condprod ; using truth values as numbers
 n i,t
 f i=-3:1:3 w i,": sgn=",(i>0)-(i<0)," abs=",i*(i>0)-(i*(i<0))," even=",'(i#2)," zero=",'i,!
 f i=1900,1996,2000,2001,2024 w i," leap=",(i#4=0)&((i#100'=0)!(i#400=0)),!
 f i=1:1:15 w $s(i#15=0:"FizzBuzz",i#5=0:"Buzz",i#3=0:"Fizz",1:i)," "
 w !
 s t=0 f i=1:1:20 s t=t+(i#3=0)
 w "multiples of 3: ",t,!
 w "max: ",$$max(3,9),$$max(9,3),$$max(-1,-2),!
 w "bits: " f i=0:1:9 w i\8#2,i\4#2,i\2#2,i#2," "
 w !
 q
max(a,b) q a*(a>b)+(b*(a'>b))
