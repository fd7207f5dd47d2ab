leftright ; strict left to right evaluation
 n a,b,c s a=2,b=3,c=4
	Write "a+b*c => ",a+b*c,!
	Write "a+(b*c) => ",a+(b*c),!
	Write "a*b+c => ",a*b+c,!
	Write "a-b-c => ",a-b-c,!
	Write "a-(b-c) => ",a-(b-c),!
	Write "a/b*b => ",a/b*b,!
	Write "a*b/b => ",a*b/b,!
	Write "c/a/a => ",c/a/a,!
	Write "a<b=1 => ",a<b=1,!
	Write "a=b<c => ",a=b<c,!
	Write "a_b+c => ",a_b+c,!
	Write "a_(b+c) => ",a_(b+c),!
	Write "a+b_c => ",a+b_c,!
	Write "a**b**a => ",a**b**a,!
	Write "a**(b**a) => ",a**(b**a),!
	Write "-a**a => ",-a**a,!
	Write "-(a**a) => ",-(a**a),!
	Write "a#b#a => ",a#b#a,!
	Write "c\b*b+(c#b) => ",c\b*b+(c#b),!
	Write "a=2&(b=3) => ",a=2&(b=3),!
	Write "a=2&b=3 => ",a=2&b=3,!
	Write "a=1!b=3 => ",a=1!b=3,!
	Write "'a=0 => ",'a=0,!
	Write "'(a=0) => ",'(a=0),!
	Write "a]b]c => ",a]b]c,!
	Write "a>1&(b>2)!(c>5) => ",a>1&(b>2)!(c>5),!
	Write "(((((1+1)+1)+1)+1)+1) => ",(((((1+1)+1)+1)+1)+1),!
	Write "1+1+1+1+1+1+1+1+1+1+1+1 => ",1+1+1+1+1+1+1+1+1+1+1+1,!
	Write "2*(3+(4*(5+6))) => ",2*(3+(4*(5+6))),!
	Write "(a+b)*(c-a)\(b-1) => ",(a+b)*(c-a)\(b-1),!
 w "order: ",$$f(1)+$$f(2)*$$f(3)-$$f(4),!
 w "order2: ",$$f(1)+($$f(2)*$$f(3))-$$f(4),!
 s i=1 w "i+$i(i)+i: ",i+$i(i)+i,!
 s i=1 w "concat: ",i_$i(i)_i_$i(i,5)_i,!
 q
f(x) w "<",x,">" q x
