tls ; TLS from both ends.
	; mrun examples/tls.m get HOST[:PORT] PATH [OPTIONS]    fetches a page from a server that it verifies
	; mrun examples/tls.m echo PORT CERT KEY                says back every line, until one is "shutdown"
	new word
	for word=1:1:5 set word(word)=$piece($zcmdline," ",word)
	if word(1)="get" do get(word(2),word(3),word(4)) quit
	if word(1)="echo" do echo(word(2),word(3),word(4)) quit
	write "mrun examples/tls.m get HOST[:PORT] PATH [OPTIONS]",!
	write "mrun examples/tls.m echo PORT CERT KEY",!
	quit
	;
get(place,path,options)
	new dev,host,line,port
	set dev="https$"_$job,host=$piece(place,":"),port=$piece(place,":",2)
	set:port="" port=443
	open dev:(connect=host_":"_port_":TCP":attach="server":delim=$char(13,10)):10:"SOCKET"
	else  write "no connection to ",host,! quit
	use dev:(width=1048576:nowrap)
	; The server has to prove that it is HOST, to the system's authorities or those that OPTIONS name (ca=FILE).
	write /tls("client",10,"",,options)
	else  do fail("no TLS with "_host) quit
	write "GET ",path," HTTP/1.0",!,"Host: ",host,!,!
	for  read line:10 quit:'$test!($zeof&(line=""))  use $principal write line,! use dev quit:$zeof
	; An orderly end is told as for any socket; an attacker who cuts the answer off cannot feign it.
	if $piece($device,",",2)'="Connection reset by peer" do fail("the answer is not whole") quit
	close dev
	quit
	;
echo(port,cert,key)
	new dev,handle,line
	set dev="echo$"_$job
	open dev:(listen=port_":TCP":delim=$char(10):attach="listener"):5:"SOCKET"
	else  write "cannot listen on port ",port,! quit
	use dev:(width=1048576:nowrap)
	set port=$piece($key,"|",3)
	use $principal write "listening on port ",port,! use dev
	for  do  quit:$get(line)="shutdown"
	. kill line
	. write /wait
	. set handle=$piece($key,"|",2)
	. if $piece($key,"|")="CONNECT" do  quit
	. . ; A client that does not get on with the handshake has to go, as the others wait for it.
	. . write /tls("server",5,"",,"cert="_cert_";key="_key)
	. . else  close dev:socket=handle
	. use dev:socket=handle
	. read line:5
	. if $device close dev:socket=handle quit
	. write line,!
	close dev
	quit
	;
fail(what)
	set what=what_": "_$piece($device,",",2,99)
	close dev
	use $principal write what,!
	quit
