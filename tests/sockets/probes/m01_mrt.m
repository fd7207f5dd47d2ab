m01 ; reads without a defined terminating condition: effect of MOREREADTIME
 n mrt,t,i
 f mrt="",50,500 f t="","5" f i=1:1:3 d one(mrt,t,i)
 q
one(mrt,t,i) ; i=1: data present before READ; i=2: data arrives .6 s into READ; i=3: bursts 0.1 s apart
 n s,v,t0,e,tt s s="sd"
 d conn(s,"",$s(mrt="":"",1:":morereadtime="_mrt)_":attach=""c""")
 u s w i h:i=1 .3
 s t0=$$now
 i t="" r v
 e  r v:t
 s tt=$t,e=$$now-t0
 u $p w "mrt=",mrt," timeout=",t," case ",i,": v=",$$q(v)," e=",$$tm^spu(e),! 
 c s q
conn(dev,dl,more) d conn^spu(dev,dl,more) q
now() q $$now^spu
q(s) q $$q^spu(s)
