star ; READ * gives every byte value, above 127 too; WRITE * sends it
 n i,v,bad,tot d conn^spu("s","") u "s"
 s bad=0 f i=0:1:255 r *v s:v'=i bad=bad+1
 u $p w "wrong: ",bad,! u "s"
 f i=0:1:255 w *i
 r v#4 d rd^spu("the peer's word",v)
 s bad=0 f i=0:1:255 r v#1 s:$a(v)'=i bad=bad+1
 u $p w "wrong: ",bad,!
 q
