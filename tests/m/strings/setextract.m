setextract ; SET $EXTRACT
 n s,x
 s s="ABCDEFG",$e(s)="x" w s,!
 s s="ABCDEFG",$e(s,3)="" w s,!
 s s="ABCDEFG",$e(s,3,5)="--" w s,!
 s s="ABCDEFG",$e(s,3,5)="long text" w s,!
 s s="ABC",$e(s,6)="z" w s,"|",$l(s),!
 s s="ABC",$e(s,6,8)="xyz" w s,"|",!
 s s="ABC",$e(s,0)="q" w s,"|",!
 s s="ABC",$e(s,-3,0)="q" w s,"|",!
 s s="ABC",$e(s,-3,1)="q" w s,"|",!
 s s="ABC",$e(s,0,1)="qq" w s,"|",!
 s s="ABC",$e(s,3,2)="q" w s,"|",!
 s s="ABC",$e(s,2,1)="q" w s,"|",!
 s s="ABC",$e(s,4)="D" w s,"|",!
 s s="ABC",$e(s,4,3)="D" w s,"|",!
 k x s $e(x,3)="c" w x,"|",!
 k x s $e(x,1)="c" w x,"|",!
 k x s $e(x,0)="c" w $d(x),"|",!
 s s=12345,$e(s,2)=9 w s+1,!
 s s="abc",$e(s,2,2)=$e(s,1) w s,!
 s ^g="hello",$e(^g)="J" w ^g,!
 s x(1)="array",$e(x(1),2,3)="RR" w x(1),!
 s ($e(s,1),$e(x(1),1),x)="*" w s,x(1),x,!
 s s="ABCDE" s $e(s,2)="b",$e(s,4)="d" w s,!
 s s="ABCDE" f i=1:1:5 s $e(s,i)=$c($a(s,i)+1)
 w s,!
 s s="" f i=1:1:5 s $e(s,i*2)=i
 w s,"|",$tr(s," ","."),!
 s $extract(s,1,$l(s))="all new" w s,!
