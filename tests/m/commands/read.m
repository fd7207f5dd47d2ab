read ; READ from standard input
 n a,b,c,d,e
 r a w "a=",a,!
 read "prompt: ",b w !,"b=",b,!
 r c#3 w "c=",c,! r d w "d=",d,!
 r *e w "e=",e,! r d w "rest=",d,!
 r a:5 w "a=",a," t=",$t,!
 r !,"p",?5,a,!,b w !,a,"|",b,!
 r x(1),x(2,3) zwr x
 r:0 a w a,!
 r @"z" w z,!
 r a#2,b#100 w a,"/",b,!
 s $ec="",$et="g eof" 
 f i=1:1:10 r a w i,":",a," eof=",$zeof,!
 q
eof w $p($zs,",",3,9)," eof=",$zeof,! s $ec="" q
