indir ; FOR with indirection
 n x,i,j s x="i=1:1:3" 
 D e("f @x w i")
 s x="i" f @x=1:1:3 w i
 w ! s x="i,j" 
 D e("f @x=1:1:2 w i")
 s x="1:1:3" 
 D e("f i=@x w i")
 s x="a(1)" f @x=1:1:3 w a(1)
 w ! s x="@y",y="z"
 D e("f @x=1:1:2 w z")
 s x="2+1"
 D e("f i=1:1:@x w i")
 s x="t",t=3 f i=1:1:@x w i
 D e("f i=@""1"" w i,"" """)
 w ! s x="a" f @x@(2)=7:1:9 w a(2)
 w ! x "f i=1:1:3 w i q:i=2" w "=",i,!
 x "f i=1:1:3","w i,!"
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
