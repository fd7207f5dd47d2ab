concat ; short concatenations of literals, numbers and variables
 n n,i,s,t s n=$s($zcmdline:+$zcmdline,1:4500000),t=0
 f i=1:1:n s s="key-"_i_":"_(i*2)_";",t=t+$l(s)
 w "concat ",t," ",s,!
 q
