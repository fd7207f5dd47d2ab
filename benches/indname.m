indname ; name and argument indirection
 n n,i,s,v,w s n=$s($zcmdline:+$zcmdline,1:1400000),s=0,v="s",w(1)=0,w(2)=0
 f i=1:1:n s @v=@v+i,@("w("_(i#2+1)_")=i")
 w "indname ",s," ",w(1)," ",w(2),!
 q
