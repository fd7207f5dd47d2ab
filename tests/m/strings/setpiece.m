setpiece ; SET $PIECE
 n s,x
 s s="a,b,c",$p(s,",")="X" w s,!
 s s="a,b,c",$p(s,",",2)="X" w s,!
 s s="a,b,c",$p(s,",",5)="X" w s,!
 s s="a,b,c",$p(s,",",2,3)="X" w s,!
 s s="a,b,c",$p(s,",",2,9)="X" w s,!
 s s="a,b,c",$p(s,",",5,7)="X" w s,!
 s s="a,b,c",$p(s,",",0)="X" w s,!
 s s="a,b,c",$p(s,",",-1,1)="X" w s,!
 s s="a,b,c",$p(s,",",0,2)="X" w s,!
 s s="a,b,c",$p(s,",",3,2)="X" w s,!
 s s="a,b,c",$p(s,",",2)="" w s,!
 s s="a,b,c",$p(s,",",2)="x,y" w s," ",$l(s,","),!
 s s="a,b,c",$p(s,";",2)="X" w s,!
 s s="a,b,c",$p(s,"",2)="X" w s,!
 s s="a,b,c",$p(s,"",1)="X" w s,!
 s s="aXXbXXc",$p(s,"XX",2)="-" w s,!
 s s="aXXbXXc",$p(s,"XX",5)="-" w s,!
 s s="",$p(s,",",3)="X" w s,!
 s s="",$p(s,"ab",3)="X" w s,!
 k x s $p(x,",",3)="z" w x,!
 k x s $p(x,",",0)="z" w $d(x),!
 k x s $p(x,",")="z" w x,!
 s ^g="1^2^3",$p(^g,"^",2)="two" w ^g,!
 s x(1,2)="q",$p(x(1,2),"^",4)="r" w x(1,2),!
 s s="a.b",$p(s,".",2)=$p(s,".",1) w s,!
 s s="a,b",($p(s,",",1),$p(s,",",2))="q" w s,!
 s s="5,6,7",$p(s,",",2)=$p(s,",",2)+1 w s,!
 s s="",$p(s,"-",11)="" w s,!
 s s="",$p(s,"ab",4)="" w s,"|",$l(s),!
 s (s,$p(x,"|",2))="both" w s," ",x,!
 s s="a b c" f i=1:1:$l(s," ") s $p(s," ",i)=i_$p(s," ",i)
 w s,!
 s $piece(s," ",2,3)="END" w s,!
 s i=2,s="a,b,c",$p(s,",",i)=i,$p(s,",",i+1)=i+1 w s,!
