callin	w "top",! q
v	w "v ",$zlevel," ",$stack," ",$estack," ",$quit,! q
cs(a,b) w "cs ",$quit,! q a_"+"_b
gs(a) q a_$c(0)_a
n(a) w "n=",a,! q a+1
pin(a,b,c,d,e,f,g,h) zwr  q
pio(a,b,c,d,e,f,g,h) zwr  s a=a+1,b=b+1,c=c+1,d=d+1,e=e*2,f=f*2,g=g_"!",h=h_h q
po(a,b,c,d,e,f,g,h) zwr  s (a,b,c,d,e,f)="42abc",g="gg",h="hh" q
pon(a,b,c,d,e,f,g,h) w $d(a),$d(g),$d(h),! q
div	w 1/0 q
und	w xyz q
two(a,b) zwr  q
setx	s x=5 q
getx	w $g(x,"none")," [",$ecode,"] ",$etrap,"|",$ztrap,! q
trapped	n $et s $et="w ""T:"",$zs,! s $ec="""" q" w 1/0 q
ecode	n $et s $et="q" w 1/0 q
lev	w $zlevel," ",$stack," ",$stack(1)," ",$stack(-1)," ",$stack(1,"PLACE"),! zsh "s" q
zg0	zgoto 0
zg1	zgoto 1
many(a,b,c,d,e,f,g,h,i,j,k,l) zwr  q
mixed(a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p) zwr  q
halt	w "halting",! halt
zhalt	w "zhalting",! zhalt 7
