echo ; A server that says back every line to many clients at once: mrun examples/echo.m [PORT]
	; Try it with: nc localhost PORT. A client's line "shutdown" ends it. It works under GT.M, too: mumps -run echo [PORT]
	new dev,end,gone,handle,line,port
	set dev="echo$"_$job,port=+$zcmdline
	open dev:(listen=port_":TCP":delim=$char(10):attach="listener"):5:"SOCKET"
	else  write "cannot listen on port ",port,! quit
	use dev:nowrap ; otherwise a long line is broken at $X=255
	write /listen(100)
	set port=$piece($key,"|",3)
	use $principal write "listening on port ",port,! use dev
	; One event at a time: a new client, or input from one of the clients. None of them can stop the others for long: READ takes the part of
	; a line that is there, and WRITE gives up on a client that does not read. Such a client has to go, as it would miss something.
	for  do  quit:$get(line)="shutdown"
	. kill line
	. write /wait(60,"READ")
	. else  quit
	. set handle=$piece($key,"|",2)
	. if $piece($key,"|")="CONNECT" do  quit
	. . ; The last free place stays free: with none, WRITE /WAIT would be an error.
	. . if $zsocket(dev,"NUMBER")=$view("MAX_SOCKETS") write "too many clients",! close dev:socket=handle use dev quit
	. . write /block("OFF")
	. read line:0
	. set end=$key,gone=+$device
	. if end="" write line
	. else  write line,!
	. if gone!$device close dev:socket=handle use dev
	close dev
	quit
