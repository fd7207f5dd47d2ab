sockexamplemulti3 ; $KEY and $ZKEY of many sockets: a server job, and a client job with five connections
	; mrun examples/sockexamplemulti3.m [PORT]        or under GT.M: mumps -run sockexamplemulti3 [PORT]
	;
	; The server sends a message on every connection. The client's sockets with an even number read the first half of it and
	; do not answer; those with an odd number read all of it and answer "Ok.". The server reads two of the three characters:
	; $KEY tells which socket WRITE /WAIT chose, $ZKEY which sockets hold characters that nobody has read.
	; The jobs write multi3-server.txt and multi3-client.txt into the working directory; at the end both are shown.
	new pid,port
	set port=+$zcmdline
	set:'port port=$$free()
	job server^sockexamplemulti3(port):(output="multi3-server.txt":error="multi3-server.err")
	set pid("server")=$zjob
	job client^sockexamplemulti3(port):(output="multi3-client.txt":error="multi3-client.err")
	set pid("client")=$zjob
	for  quit:'$zgetjpi(pid("server"),"ISPROCALIVE")&'$zgetjpi(pid("client"),"ISPROCALIVE")  hang .05
	do show("server"),show("client")
	quit
	;
server(port)
	new dev,handle,i,key,text
	set dev="server"
	open dev:(listen=port_":TCP":delim=$char(10)):10:"SOCKET"
	else  write "cannot listen on port ",port,! quit
	use dev
	write /listen(5)
	for i=1:1:5 write /wait(10) quit:'$test  set handle(i)=$piece($key,"|",2) do say("connection "_i,$key) write "Message for connection ",i,!
	else  do say("no client",$key) close dev quit
	; The client serves its sockets in order: once the last one has answered, no other answer is on the way.
	write /wait(10,"READ",handle(5))
	else  do say("no answer",$key) close dev quit
	for i=1:1:5 do
	. write /wait(0,"READ",handle(i))
	. set key=$key ; READ changes it
	. else  do say("connection "_i_" says nothing",key) quit
	. read text#2:0
	. do say("connection "_i_" says "_text,key)
	close dev
	quit
	;
client(port)
	new dev,i,text
	set dev="client"
	for i=1:1:5 open dev:(connect="127.0.0.1:"_port_":TCP":delim=$char(10):attach="client"_i):10:"SOCKET" quit:'$test
	else  write "no server on port ",port,! quit
	for i=1:1:5 do
	. use dev:socket="client"_i
	. if i#2 read text:10 write "Ok."
	. else  read text#12:10
	. use $principal
	. write "client",i," reads ",text,$select(i#2:", and answers",1:""),!
	; The sockets stay open until the server closes them.
	use dev:socket="client5"
	read text:10
	close dev
	use $principal
	write "the end: ",text,!
	quit
	;
say(what,key) ; what happened, $KEY then, and $ZKEY now, to the job's output
	new zkey
	set zkey=$zkey
	use $principal
	write what,!,"  $KEY=",key,!,"  $ZKEY=",zkey,!
	use dev
	quit
	;
free() ; a port that nobody uses
	new dev,port
	set dev="free$"_$job
	open dev:(listen="0:TCP"):5:"SOCKET"
	use dev
	set port=$piece($key,"|",3)
	close dev
	use $principal
	quit port
	;
show(job) ; the output of a job
	new file,line
	write job,":",!
	set file="multi3-"_job_".txt"
	open file:readonly
	for  use file read line quit:$zeof  use $principal write "  ",line,!
	close file
	use $principal
	quit
