set ; SET forms
 S a=1 s b=2,c=3 SET d=4 Set e=5 s:a=1 f=6 s:a=2 f=7 w a,b,c,d,e,f,!
 s (a,b,c)=9 w a,b,c,!
 s (x(1),x(2),x("k"))="v" w x(1),x(2),x("k"),!
 s a=1,b=a+1,c=b*2 w a,b,c,!
 s a=5,(a,b)=a*a w a," ",b,!
 s i=1,x(i)="one",i=2,x(i)="two" w x(1),x(2),!
 s i=1,(i,y(i))=3 w i," ",$o(y("")),!
 s i=0,z($i(i))=$i(i) w $o(z("")),"=",z($o(z(""))),!
 s ^a=1,^b(1)=2,(^c,l)=3 w ^a,^b(1),^c,l,!
 s:1 q=1 s:0 q=2 w q,!
 s:$d(q) q=q_q,r=q w q,r,!
 s $p(p,",",3)="x",$e(p)="y" w p,!
 s @"ind"=7,@("m(1)")=8 w ind,m(1),!
 s x="n",@x=10 w n,!
 s @"v1=1,v2=2" w v1,v2,!
 s a("x")=1 s (a("y"),b)=a("x")+1 w a("y"),b,!
 s %="pct",%1=2,%abc=3 w %,%1,%abc,!
 s aVeryLongVariableNameThatIsBeyondThirtyOne=1 w $d(aVeryLongVariableNameThatIsBeyondThirtyOneX),!
 s A=1,a=2 w A,a,!
 q
