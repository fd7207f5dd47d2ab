NOEXTRA ; an error leaves the argument's earlier effects and skips the later ones
 s $et="s $ec="""" q"
 d a zwr
 k  d b zwr
 k  d c zwr
 q
a s a=1,b=2,c=1/0,d=4
 q
b s (a,b(1),c)=1,(d,e(f))=2
 q
c k x f i=1:1:5 s x(i)=6/(3-i)
 q
