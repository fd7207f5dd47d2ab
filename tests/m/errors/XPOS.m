XPOS ; positions and $ZSTATUS of errors inside XECUTE and indirection
 s $et="g h"
 d a d b d c d d d e d f d g d i d j d k d l
 q
a x "s x=1/0"
 q
b x "s x=1 x ""s y=undef"""
 q
c s v="1/0",w=@v
 q
d s v="a(",w=@v
 q
e s v="x y" d @v
 q
f s v="nolabel" d @v
 q
g s v="nolabel^XPOS" g @v
i x "w ""ok"" s x=(1"
 q
j s v="und" w @v
 q
k s a="x(1",b=1 s @a@(b)=2
 q
l s a="x=1/0" s @a
 q
h w $zs," ec=",$ec," pl=",$st($st(-1),"PLACE")," mc=",$st($st(-1),"MCODE"),! s $ec="" q
