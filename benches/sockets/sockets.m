sockets ; one side of a socket benchmark: mumps -run LABEL^sockets "PORT ARGUMENT ..."
 ; Every label prints one line: NAME=FIGURE with what run.py asks for. A server says "ready" first.
 quit
 ;
arg(n) quit $piece($zcmdline," ",n)
 ;
now() new h set h=$zhorolog quit $piece(h,",",1)*86400+$piece(h,",",2)+($piece(h,",",3)/1000000)
 ;
text(length) new text set $piece(text,"x",length+1)="" quit text
 ;
ready use $principal write "ready",! quit
 ;
listen(queue) ; a listener on the port, or path, of the first argument
 new address set address=$$arg(1)
 set:address?1.n address=address_":TCP" set:address'[":" address=address_":LOCAL"
 open "server":(listen=address:attach="listener":delimiter=$char(10)):10:"SOCKET"
 use "server":(width=1048576:nowrap) write /listen(queue)
 do ready use "server"
 quit
 ;
connect ; a connection to it
 new address set address=$$arg(1)
 set address=$select(address?1.n:"127.0.0.1:"_address_":TCP",1:address_":LOCAL")
 open "client":(connect=address:attach="peer":delimiter=$char(10)):10:"SOCKET"
 use "client":(width=1048576:nowrap)
 quit
 ;
result(what,figure) use $principal write what,"=",figure,! quit
 ;
echoserver ; PORT NODELAY
 do listen(5) write /wait
 if $$arg(2) use "server":znodelay
 new line for  read line quit:$zeof  write line,!
 quit
 ;
echoclient ; PORT NODELAY TURNS SIZE
 new i,line,text,turns,t
 do connect if $$arg(2) use "client":znodelay
 set text=$$text($$arg(4)),turns=$$arg(3)
 for i=1:1:10 write text,! read line
 set t=$$now for i=1:1:turns write text,! read line
 do result("rate",turns/($$now-t))
 quit
 ;
acceptserver ; PORT TURNS
 new handle,i,t,turns
 do listen(1024) set turns=$$arg(2)
 for i=1:1:turns write /wait set handle=$piece($key,"|",2) set:i=1 t=$$now close "server":socket=handle use "server"
 do result("rate",turns-1/($$now-t))
 quit
 ;
connectclient ; PORT TURNS
 new i,t,turns
 set turns=$$arg(2),t=$$now
 for i=1:1:turns do connect close "client"
 do result("rate",turns/($$now-t))
 quit
 ;
writeclient ; PORT TURNS SIZE
 new i,t,text,turns
 do connect set turns=$$arg(2),text=$$text($$arg(3))
 set t=$$now for i=1:1:turns write text
 close "client"
 do result("MBps",turns*$$arg(3)/1000000/($$now-t))
 quit
 ;
readserver ; PORT KIND SIZE: until the peer ends
 new bytes,kind,line,size,t
 do listen(5) write /wait
 set kind=$$arg(2),size=$$arg(3),bytes=0
 if kind'="delimiter" use "server":nodelimiter
 set t=$$now
 if kind="fixed" for  read line#size set bytes=bytes+$length(line) quit:$zeof
 if kind="timed" for  read line:5 set bytes=bytes+$length(line) quit:$zeof
 if kind="delimiter" for  read line set bytes=bytes+$length(line)+1 quit:$zeof
 do result("MBps",bytes/1000000/($$now-t))
 quit
 ;
waitserver ; PORT IDLE TURNS: echo by WAIT beside idle connections
 new handle,i,idle,line,t,turns
 do listen(4096) set idle=$$arg(2),turns=$$arg(3)
 for i=1:1:idle+1 write /wait
 do ready use "server"
 for i=1:1:turns write /wait set handle=$piece($key,"|",2) use "server":socket=handle read line write (line_$char(10)) set:i=1 t=$$now
 do result("rate",turns-1/($$now-t))
 quit
 ;
idle ; PORT KIND [MOREREADTIME]: five seconds of nothing
 new kind,line
 do connect set kind=$$arg(2)
 if kind["nodelimiter" use "client":nodelimiter
 if $$arg(3)'="" use "client":morereadtime=$$arg(3)
 do ready use "client"
 if kind["wait" write /wait(5)
 else  read line:5
 do result("idle",1)
 quit
 ;
manyserver ; PORT COUNT: memory of COUNT connections; each sends a line and gets it back
 new before,count,handle,i,line,peak
 do listen(4096) set count=$$arg(2),before=$$memory
 for i=1:1:count write /wait
 set peak=$$memory do result("bytes",peak-before*1024/count) use "server"
 for i=1:1:count write /wait set handle=$piece($key,"|",2) use "server":socket=handle read line write line,!
 do result("answered",count)
 set peak=$$memory do result("after",peak-before*1024/count) use "server"
 write /wait
 quit
 ;
memory() ; resident kilobytes
 new line,size
 open "/proc/self/status":readonly use "/proc/self/status"
 for  read line quit:$zeof  set:$extract(line,1,6)="VmRSS:" size=+$translate($extract(line,7,99)," "_$char(9))
 close "/proc/self/status" use "server"
 quit size
