http ; An HTTP/1.1 server for many clients in one process: mrun examples/http.m PORT FOLDER [SECONDS]
	; It serves files and JSON documents (httpsite.m). A client that is silent for SECONDS (30) has to go. Try it with
	;   curl localhost:8080/index.html
	;   curl -X PUT -d '{"name":"Ada"}' localhost:8080/api/ada ; curl localhost:8080/api/ada
	; It works under GT.M in M mode, with this folder in gtmroutines: mumps -run http PORT FOLDER
	;
	; One event at a time is handled, and none waits for a client. READ takes what is there, and WRITE sends what the system
	; takes. While more of an answer has to be sent the socket is in another device, OUT, so that nothing is read from it.
	;
	; c(handle,"in")     received, not yet looked at       "out"   to be sent; then "file" from record "next", up to "size"
	;         "phase"    what has to come next: head, body, chunk, trailer; drain: nothing of it matters any more
	;         "due"      when the client has to go         "at"    the device that has the socket
	; request(handle)    what is known of the request: "method", "path", "version", "body", "header",name
	; due(time,handle)   the clients in the order in which they have to go; moved(handle) those in OUT
	new c,clients,control,crlf,dev,doc,due,idle,limit,line,moved,n,out,port,reason,record,request,root,serial,type
	if $zchset'="M" write "http.m needs M mode",! quit
	set port=+$zcmdline,root=$piece($zcmdline," ",2),idle=$piece($zcmdline," ",3),crlf=$char(13,10)
	set:root="" root="." set:'idle idle=30
	set limit("head")=8192,limit("body")=262144,record=32768,clients=0
	set control=$char(127) for n=0:1:31 set control=control_$char(n)
	for n=1:1 set line=$piece($text(reasons+n),"; ",2,9) quit:line=""  set reason($piece(line," "))=$piece(line," ",2,9)
	do start^httpsite
	set dev="http$"_$job,out="out$"_$job
	open dev:(listen=port_":TCP":attach="listener":znodelay):5:"SOCKET"
	else  write "cannot listen on port ",port,! quit
	open out:::"SOCKET"
	use dev set port=$piece($key,"|",3) write /listen(100)
	use $principal write "listening on port ",port,!
	set moved=0
	for  use dev write /wait($$pause(),"READ") do:$test event do serve,expire
	;
pause() ; seconds until something has to be done that no client asks for
	new next
	; WRITE /WAIT on one device does not see what happens on the other.
	if $data(moved)>1 quit $select(moved:0,1:.02)
	set next=$order(due(""))
	quit $select(next="":60,next<$$now():0,1:next-$$now())
	;
now() quit $zut/1000000
	;
event ; a new client, or something from one
	new gone,handle,text
	set handle=$piece($key,"|",2)
	new $etrap set $etrap="zgoto "_$zlevel_":trouble"
	if $piece($key,"|")="CONNECT" do accept(handle) quit
	read text#8192:0
	set gone=+$device
	do:c(handle,"phase")="head"&(c(handle,"in")="") touch(handle,idle)
	if c(handle,"phase")'="drain" set c(handle,"in")=c(handle,"in")_text do work(handle)
	; What it still has to get it gets, from OUT.
	if gone,$data(c(handle)),c(handle,"at")=dev do drop(handle)
	quit
	;
accept(handle)
	write /block("OFF")
	; The device has room for so many sockets. The client that has been silent longest makes room.
	set clients=clients+1
	set c(handle,"at")=dev,c(handle,"in")=""
	if clients>($view("MAX_SOCKETS")-3) do drop($order(due($order(due("")),"")))
	do expect(handle,"head"),touch(handle,idle)
	quit
	;
expect(handle,phase) set c(handle,"phase")=phase kill:phase="head" request(handle) quit
	;
touch(handle,seconds) ; the client has so many seconds from now
	kill:$data(c(handle,"due")) due(c(handle,"due"),handle)
	set c(handle,"due")=$$now()+seconds,due(c(handle,"due"),handle)=""
	quit
	;
drop(handle)
	new at
	set at=c(handle,"at"),clients=clients-1
	kill:$data(c(handle,"due")) due(c(handle,"due"),handle)
	kill c(handle),request(handle),moved(handle)
	close at:socket=handle
	use dev
	quit
	;
expire ; clients whose time is over
	new handle,when
	for  set when=$order(due("")) quit:when=""!(when>$$now())  do
	. set handle=$order(due(when,""))
	. new $etrap set $etrap="zgoto "_$zlevel_":trouble"
	. ; One that has begun a request is told.
	. if c(handle,"at")=out!(c(handle,"phase")="drain") do drop(handle) quit
	. if c(handle,"phase")="head",c(handle,"in")="" do drop(handle) quit
	. use dev:socket=handle
	. do fail(handle,408),send(handle)
	quit
	;
trouble ; an error, as of a file that has changed, ends the connection
	new where
	set where=$zstatus,$ecode="",$etrap="halt"
	use $principal write where,! use dev
	do:$data(c(handle)) drop(handle)
	quit
	;
work(handle) ; answers requests, as long as they are whole and the answers can be sent
	for  quit:'$$whole(handle)  do  quit:'$data(c(handle))  quit:c(handle,"phase")'="head"!(c(handle,"at")=out)
	. do:'$data(c(handle,"out")) answer^httpsite(handle)
	. do send(handle)
	quit
	;
whole(handle) ; whether there is something to answer: a request, or a fault of one
	new done,phase
	for  do  quit:done'=""
	. set phase=c(handle,"phase"),done=$select(phase="head":$$head(handle),phase="body":$$body(handle),phase="chunk":$$chunk(handle),1:$$trailer(handle))
	. set:$data(c(handle,"out")) done=1
	quit done
	;
	; The phases. Each takes its part from "in", and returns 1 when the request is whole, 0 when more has to come, "" to go on.
head(handle)
	new end,head,line,name,n,value,whole
	for  quit:$extract(c(handle,"in"),1,2)'=crlf  set $extract(c(handle,"in"),1,2)=""
	set end=$find(c(handle,"in"),crlf_crlf)
	if $select(end:end,1:$length(c(handle,"in")))>limit("head") do fail(handle,431) quit 1
	quit:'end 0
	set head=$extract(c(handle,"in"),1,end-5),c(handle,"in")=$extract(c(handle,"in"),end,$length(c(handle,"in")))
	set line=$piece(head,crlf),whole=line?1.16U1" "1.E1" HTTP/"1N1"."1N&($length(line," ")=3)
	set request(handle,"method")=$piece(line," "),request(handle,"path")=$piece(line," ",2)
	set request(handle,"version")=$piece(line,"/",$length(line,"/")),request(handle,"body")=""
	for n=1:1:$length(head,crlf) set line=$translate($piece(head,crlf,n),$char(9)," ") set:$translate(line,control)'=line whole=0 do:n>1
	. set name=$zconvert($piece(line,":"),"L"),value=$$trim($piece(line,":",2,$length(line)))
	. if line'[":"!(name'?1.(1AN,1"-",1"_",1".")) set whole=0 quit
	. ; Two lengths are none.
	. set:$data(request(handle,"header",name)) value=request(handle,"header",name)_","_value
	. set request(handle,"header",name)=value
	if 'whole do fail(handle,400) quit 1
	quit $$promise(handle)
	;
promise(handle) ; what the headers say about the body
	new coding,expect,size
	set coding=$zconvert($$header(handle,"transfer-encoding"),"L"),size=$$header(handle,"content-length")
	set expect=$zconvert($$header(handle,"expect"),"L")
	if request(handle,"version")'?1"1."1N do fail(handle,505) quit 1
	if request(handle,"version")'="1.0",'$data(request(handle,"header","host")) do fail(handle,400) quit 1
	if $data(request(handle,"header","content-length")),size'?1.15N!(coding'="") do fail(handle,400) quit 1
	if coding'="",coding'="chunked"!(request(handle,"version")="1.0") do fail(handle,501) quit 1
	if expect'="",expect'="100-continue" do fail(handle,417) quit 1
	if size>limit("body") do fail(handle,413) quit 1
	if coding="",size="",request(handle,"method")="PUT"!(request(handle,"method")="POST") do fail(handle,411) quit 1
	if coding="",'size quit 1
	do touch(handle,idle)
	if expect'="",c(handle,"in")="",request(handle,"version")'="1.0" write "HTTP/1.1 100 Continue"_crlf_crlf
	set request(handle,"size")=+size
	do expect(handle,$select(coding="":"body",1:"chunk"))
	quit ""
	;
body(handle)
	do touch(handle,idle)
	quit $$take(handle,request(handle,"size"))
	;
chunk(handle) ; a size in hexadecimal, extensions that nobody needs, and so many bytes with a line's end
	new end,size
	set end=$find(c(handle,"in"),crlf),size=$piece($piece($extract(c(handle,"in"),1,end-3),";")," ")
	if 'end,$length(c(handle,"in"))<256 quit 0
	if 'end!'$$ishex(size) do fail(handle,400) quit 1
	set size=$select($length(size)>8:limit("body")+1,1:$$FUNC^%HD(size))
	if $length(request(handle,"body"))+size>limit("body") do fail(handle,413) quit 1
	if 'size set c(handle,"in")=$extract(c(handle,"in"),end,$length(c(handle,"in"))) do expect(handle,"trailer") quit ""
	do touch(handle,idle)
	quit:$length(c(handle,"in"))<(end+size+1) 0
	if $extract(c(handle,"in"),end+size,end+size+1)'=crlf do fail(handle,400) quit 1
	set c(handle,"in")=$extract(c(handle,"in"),end,$length(c(handle,"in")))
	if $$take(handle,size)
	set $extract(c(handle,"in"),1,2)=""
	quit ""
	;
trailer(handle) ; headers behind a chunked body, up to an empty line
	new end
	set end=$find(c(handle,"in"),crlf)
	if $length(c(handle,"in"))>limit("head") do fail(handle,431) quit 1
	quit:'end 0
	set c(handle,"in")=$extract(c(handle,"in"),end,$length(c(handle,"in")))
	quit $select(end=3:1,1:"")
	;
take(handle,size) ; moves bytes to the request's body, if they are there
	quit:$length(c(handle,"in"))<size 0
	set request(handle,"body")=request(handle,"body")_$extract(c(handle,"in"),1,size)
	set c(handle,"in")=$extract(c(handle,"in"),size+1,$length(c(handle,"in")))
	quit 1
	;
fail(handle,status) ; a request that ends the connection: what comes after it could be anything
	set c(handle,"phase")="drain",c(handle,"in")="",request(handle,"header","connection")="close"
	do reply(handle,status)
	quit
	;
reply(handle,status,type,body,more,size)
	new choice,text
	set choice=$zconvert($$header(handle,"connection"),"L")
	set c(handle,"close")=$select($get(request(handle,"version"))="1.0":choice'["keep-alive",1:choice["close")
	if $get(type)="" set type="text/plain",body=status_" "_reason(status)_crlf
	set text="HTTP/1.1 "_status_" "_reason(status)_crlf_"Date: "_$$date()_crlf
	set:$get(more)'="" text=text_more_crlf
	set:status'=204 text=text_"Content-Type: "_type_crlf_"Content-Length: "_$get(size,$length($get(body)))_crlf
	set text=text_"Connection: "_$select(c(handle,"close"):"close",1:"keep-alive")_crlf_crlf
	if status'=204,$get(request(handle,"method"))'="HEAD" set text=text_$get(body)
	set c(handle,"out")=text
	quit
	;
send(handle) ; what the system takes now; for the rest the socket goes to OUT
	new turns
	for turns=1:1:8 do:$length(c(handle,"out"))<8192&$data(c(handle,"file")) load(handle) quit:c(handle,"out")=""  do  quit:'$test!'$data(c(handle))
	. use c(handle,"at"):socket=handle write /wait(0,"WRITE",handle)
	. else  quit
	. write $extract(c(handle,"out"),1,8192)
	. if $device do drop(handle) quit
	. set c(handle,"out")=$extract(c(handle,"out"),8193,$length(c(handle,"out"))),moved=1
	. do touch(handle,idle)
	quit:'$data(c(handle))
	if c(handle,"out")'=""!$data(c(handle,"file")) do:c(handle,"at")=dev move(handle,dev,out) quit
	kill c(handle,"out")
	do:c(handle,"at")=out move(handle,out,dev)
	; An end at once could destroy the answer if the client has sent more than was read.
	if c(handle,"phase")="drain" do touch(handle,1) quit
	if c(handle,"close") do drop(handle) quit
	do expect(handle,"head")
	quit
	;
load(handle) ; the next record of a file goes to what has to be sent
	new file,left,text
	set file=c(handle,"file"),left=c(handle,"size")-(c(handle,"next")*record)
	open file:(readonly:fixed:recordsize=record:nowrap:chset="M":seek=c(handle,"next"))
	use file read text close file
	set text=$extract(text,1,left),c(handle,"next")=c(handle,"next")+1
	; A file that has become shorter cannot be what was promised.
	if $length(text)<left,$length(text)<record set $ecode=",Ushorter,"
	set c(handle,"out")=c(handle,"out")_text
	kill:left'>record c(handle,"file")
	quit
	;
serve ; goes on with answers that could not be sent at once
	new handle
	set moved=0,handle=""
	for  set handle=$order(moved(handle)) quit:handle=""  do
	. new $etrap set $etrap="zgoto "_$zlevel_":trouble"
	. do send(handle)
	. if $data(c(handle)),c(handle,"at")=dev do work(handle)
	quit
	;
move(handle,from,to) ; a socket from one device to the other
	use from:detach=handle
	use to:attach=handle
	set c(handle,"at")=to
	kill moved(handle)
	set:to=out moved(handle)=""
	quit
	;
header(handle,name) quit $get(request(handle,"header",name))
	;
trim(text) ; without blanks around it
	for  quit:$extract(text)'=" "  set $extract(text)=""
	for  quit:$extract(text,$length(text))'=" "  set $extract(text,$length(text))=""
	quit text
	;
ishex(text) quit text'=""&($translate(text,"0123456789ABCDEFabcdef")="")
	;
date() ; HTTP's form of the present time
	new seconds
	set seconds=$zut\1000000
	quit $zdate(seconds\86400+47117_","_(seconds#86400),"DAY, DD MON YEAR 24:60:SS","Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec","Sun,Mon,Tue,Wed,Thu,Fri,Sat")_" GMT"
	;
reasons
	; 200 OK
	; 201 Created
	; 204 No Content
	; 301 Moved Permanently
	; 400 Bad Request
	; 404 Not Found
	; 405 Method Not Allowed
	; 408 Request Timeout
	; 411 Length Required
	; 413 Content Too Large
	; 417 Expectation Failed
	; 431 Request Header Fields Too Large
	; 501 Not Implemented
	; 505 HTTP Version Not Supported
	; 507 Insufficient Storage
