randset4 ; SET $PIECE and SET $EXTRACT with many arguments
 n s,t s t="sample text"
 s s="mississippi",$e(s,9)="a,b" w "0 [",s,"]",!
 s s="The Cat",$p(s,",",5)="-" w "1 [",s,"]",!
 s s="hello world",$e(s,1.7)="a,b" w "2 [",s,"]",!
 s s="",$e(s,$l(t))="-" w "3 [",s,"]",!
 s s="tail ",$e(s,1.7,0)="" w "4 [",s,"]",!
 s s=-1.5,$p(s,"X",0)=7 w "5 [",s,"]",!
 s s="hello world",$e(s,3,5)="a,b" w "6 [",s,"]",!
 s s=-1.5,$e(s,4,3)="-" w "7 [",s,"]",!
 s s=3.14,$e(s,4)="" w "8 [",s,"]",!
 s s=-1.5,$e(s,4)="a,b" w "9 [",s,"]",!
 s s=" lead",$p(s,"ab",9,12)=7 w "10 [",s,"]",!
 s s="mississippi",$e(s,2)="new" w "11 [",s,"]",!
 s s=$c(65,66,67),$e(s,0)="a,b" w "12 [",s,"]",!
 s s="x",$p(s,";",7)="-" w "13 [",s,"]",!
 s s=3.14,$p(s,"X",3)="-" w "14 [",s,"]",!
 s s="tail ",$p(s,"XX",4,12)="" w "15 [",s,"]",!
 s s="aXbXXc",$e(s,1,4)="a,b" w "16 [",s,"]",!
 s s="hello world",$p(s,"",-1)=7 w "17 [",s,"]",!
 s s=12345,$e(s,0)="" w "18 [",s,"]",!
 s s=12345,$p(s,"i",$l(t))="" w "19 [",s,"]",!
 s s=12345,$e(s,7,"2x")=7 w "20 [",s,"]",!
 s s="x",$e(s,9,"2x")="a,b" w "21 [",s,"]",!
 s s="aXbXXc",$e(s,3)="" w "22 [",s,"]",!
 s s="tail ",$e(s,3)="" w "23 [",s,"]",!
 s s="tail ",$p(s,";",5)="a,b" w "24 [",s,"]",!
 s s="tail ",$e(s,12)="a,b" w "25 [",s,"]",!
 s s="x",$e(s,1)="new" w "26 [",s,"]",!
 s s=12345,$e(s,-1)="-" w "27 [",s,"]",!
 s s=12345,$p(s,"i",3)="a,b" w "28 [",s,"]",!
 s s="x",$p(s," ",0,9)="new" w "29 [",s,"]",!
