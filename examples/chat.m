chat ; A chat for many clients, line by line: mrun examples/chat.m [PORT]
	; Try it with two or more of: nc localhost PORT. What a client types the others get; /nick NAME, /who and /quit are
	; commands. It works under GT.M, too: mumps -run chat [PORT]
	;
	; All clients are sockets of one device, in one process. Their handles are the subscripts of
	; user(handle)    the name; handle(NAME) finds the handle of a name in capitals
	; part(handle)    the beginning of a line whose end has not come; skip(handle) is set while the rest of one that is too long comes
	; gone(handle)    is set when the client has to go
	new control,dev,gone,guests,handle,limit,n,part,port,skip,user
	set dev="chat$"_$job,port=+$zcmdline,limit=500,guests=0
	set control=$char(127) for n=0:1:31 set control=control_$char(n)
	; With KEEPALIVE the system finds out about clients that vanished without a word.
	open dev:(listen=port_":TCP":delim=$char(10):attach="listener":options="KEEPALIVE=1"):5:"SOCKET"
	else  write "cannot listen on port ",port,! quit
	use dev:nowrap
	write /listen(100)
	set port=$piece($key,"|",3)
	use $principal write "listening on port ",port,!
	for  use dev write /wait(60,"READ") do:$test event($piece($key,"|"),$piece($key,"|",2)),sweep
	;
event(what,from) ; a new client, or something from one
	new end,line,lost
	if what="CONNECT" do join(from) quit
	read line#limit+1:0 ; what is there: perhaps not yet a line
	set end=$key'="",lost=+$device
	set part(from)=part(from)_line
	if $length(part(from))>limit do:'skip(from) say(from,"! A line has at most "_limit_" characters.") set skip(from)=1,part(from)=""
	if end do:'skip(from) line(from,$translate(part(from),control)) set part(from)="",skip(from)=0
	set:lost gone(from)=""
	quit
	;
join(from)
	; The last free place stays free: with none, WRITE /WAIT would be an error.
	if $zsocket(dev,"NUMBER")=$view("MAX_SOCKETS") write "! Too many clients.",! close dev:socket=from quit
	; A WRITE of such a socket does not wait, and WRITE /WAIT tells whether it can be written.
	write /block("OFF")
	for  set guests=guests+1 quit:'$data(handle("GUEST"_guests))
	set user(from)="guest"_guests,handle("GUEST"_guests)=from,part(from)="",skip(from)=0
	do say(from,"* You are "_user(from)_". Commands: /nick NAME, /who, /quit")
	do tell(from,"* "_user(from)_" joins")
	quit
	;
line(from,text) ; a whole line
	new command,name
	if $extract(text)'="/" do:text'="" tell(from,user(from)_": "_text) quit
	set command=$piece(text," "),name=$piece(text," ",2,$length(text," "))
	if command="/quit" set gone(from)="" quit
	if command="/who" do say(from,"* "_$$who()) quit
	if command="/nick" do nick(from,name) quit
	do say(from,"! There is no command "_command)
	quit
	;
nick(from,name)
	new old
	set old=user(from)
	if name'?1.20AN do say(from,"! A name has 1 to 20 letters and digits.") quit
	if $get(handle($zconvert(name,"U")),from)'=from do say(from,"! "_name_" is taken.") quit
	kill handle($zconvert(old,"U"))
	set user(from)=name,handle($zconvert(name,"U"))=from
	do tell("","* "_old_" is now "_name)
	quit
	;
who()
	new name,text
	set (name,text)=""
	for  set name=$order(handle(name)) quit:name=""  set text=text_$select(text="":"",1:", ")_user(handle(name))
	quit text
	;
tell(from,text) ; to all clients but one
	new to
	set to="" for  set to=$order(user(to)) quit:to=""  do:to'=from say(to,text)
	quit
	;
say(to,text) ; to one client; one that takes nothing any more does not make the others wait
	use dev:socket=to
	write /wait(0,"WRITE",to)
	if  write text,! quit:'$device
	set gone(to)=""
	quit
	;
sweep ; clients that have to go
	new from,name
	for  set from=$order(gone("")) quit:from=""  do
	. set name=user(from)
	. kill gone(from),handle($zconvert(name,"U")),part(from),skip(from),user(from)
	. close dev:socket=from
	. use dev
	. do tell(from,"* "_name_" leaves")
	quit
