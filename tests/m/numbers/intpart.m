intpart ; truncation and sign helpers
 n x f x=0,1,-1,1.5,-1.5,.5,-.5,1E10,12345.6789,-12345.6789 d
 . w x,": int=",x\1," frac=",x#1," neg=",-x," abs=",$s(x<0:-x,1:x)," sgn=",$s(x<0:-1,x>0:1,1:0)
 . w " floor=",x-(x#1)," ceil=",-(-x-(-x#1)),!
 q
