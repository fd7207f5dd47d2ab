echo ; A server that says back every line: mrun examples/echo.m [PORT]
	new dev,handle,line,peer,port
	set dev="echo$"_$job,port=+$zcmdline
	open dev:(listen=port_":TCP":delim=$char(10):attach="listener"):5:"SOCKET"
	else  write "cannot listen on port ",port,! quit
	use dev:nowrap ; otherwise a long line is broken at $X=255
	set port=$piece($key,"|",3)
	use $principal write "listening on port ",port,! use dev
	; One event at a time: a new client, or input from one of the clients.
	for  do  quit:$get(line)="shutdown"
	. kill line
	. write /wait
	. set handle=$piece($key,"|",2)
	. quit:$piece($key,"|")'="READ"
	. use dev:socket=handle
	. read line:5
	. if $device close dev:socket=handle quit
	. write line,!
	close dev
	quit
