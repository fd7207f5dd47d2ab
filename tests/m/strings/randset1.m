randset1 ; SET $PIECE and SET $EXTRACT with many arguments
 n s,t s t="sample text"
 s s="tail ",$e(s,5,0)="a,b" w "0 [",s,"]",!
 s s=",,",$e(s,1.7)="a,b" w "1 [",s,"]",!
 s s="",$p(s,".",4)=7 w "2 [",s,"]",!
 s s="x",$e(s,2,2)="-" w "3 [",s,"]",!
 s s="hello world",$e(s,7,0)="" w "4 [",s,"]",!
 s s="hello world",$p(s,",",7,2)="new" w "5 [",s,"]",!
 s s=12345,$p(s,1,1.7)="new" w "6 [",s,"]",!
 s s=",,",$p(s,"ss",1)="a,b" w "7 [",s,"]",!
 s s=3.14,$e(s,"2x")="" w "8 [",s,"]",!
 s s=" lead",$e(s,1)="-" w "9 [",s,"]",!
 s s="The Cat",$p(s,"a",5)=7 w "10 [",s,"]",!
 s s="mississippi",$p(s,"ss",12)="" w "11 [",s,"]",!
 s s=" lead",$p(s,",,",2)="new" w "12 [",s,"]",!
 s s=12345,$e(s,12)="a,b" w "13 [",s,"]",!
 s s=$c(65,66,67),$p(s,"",4,0)="" w "14 [",s,"]",!
 s s="hello world",$p(s,1,5,1.7)="" w "15 [",s,"]",!
 s s="aaa",$e(s,$l(t))=7 w "16 [",s,"]",!
 s s="x",$e(s,"2x",0)=7 w "17 [",s,"]",!
 s s="mississippi",$p(s,"i",-1,"2x")="new" w "18 [",s,"]",!
 s s=$c(65,66,67),$e(s,"2x",12)=7 w "19 [",s,"]",!
 s s="ab ab ab",$p(s,"ab",0)="a,b" w "20 [",s,"]",!
 s s="aXbXXc",$e(s,12,"2x")=7 w "21 [",s,"]",!
 s s=" lead",$e(s,-1,9)=7 w "22 [",s,"]",!
 s s="aXbXXc",$e(s,-1,0)="-" w "23 [",s,"]",!
 s s="tail ",$e(s,9,1.7)="new" w "24 [",s,"]",!
 s s="aaa",$e(s,$l(t))="-" w "25 [",s,"]",!
 s s=3.14,$e(s,1.7,9)="-" w "26 [",s,"]",!
 s s="x",$e(s,12)="new" w "27 [",s,"]",!
 s s="mississippi",$e(s,7,"2x")="new" w "28 [",s,"]",!
 s s=" lead",$e(s,0,3)="" w "29 [",s,"]",!
