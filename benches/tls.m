tls ; Ends of TLS connections for tls.py: mrun tls.m WHAT PORT COUNT
	new dev,what,port,count,i,x,n
	set what=$piece($zcmdline," "),port=$piece($zcmdline," ",2),count=$piece($zcmdline," ",3),dev="dev"
	do @what
	quit
listen
	open dev:(listen=port_":TCP":attach="listener"):5:"SOCKET"
	use dev:(width=0:nowrap) write /listen(128)
	set port=$piece($key,"|",3) use $principal write port,! use dev
	quit
accept
	write /wait
	set x=$piece($key,"|",2)
	write /tls("server",10,"",,"cert=cert.pem;key=key.pem")
	quit
shake ; handshakes as the server
	do listen
	for i=1:1:count do accept read n#1:5 close dev:socket=x
	quit
dial ; handshakes as the client
	for i=1:1:count do
	. open dev:(connect="localhost:"_port_":TCP"):5:"SOCKET" use dev
	. write /tls("client",10,"",,"ca=cert.pem;session-timeout=0")
	. else  use $principal write "failed",! halt
	. close dev
	quit
take ; count MiB from the peer
	do listen,accept
	for i=1:1:count read x#1048576
	write "."
	close dev
	quit
give ; count MiB to the peer
	do listen,accept
	set $piece(n,"x",1048577)=""
	for i=1:1:count write n
	read x#1
	close dev
	quit
