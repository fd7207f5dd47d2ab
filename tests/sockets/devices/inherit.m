inherit ; children do not inherit sockets: the peer sees the end when the parent closes
 n h,v d tcp^sk($c(10)) u $p
 w "sockets in a child: ",$$shell^sk("ls -l /proc/self/fd | grep -c socket"),!
 zsystem "sleep 5 </dev/null >/dev/null 2>&1 &"
 c "srv" u "s" r v:3 d rd^spu("the end",v)
 q
