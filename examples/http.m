http ; An HTTP/1.1 server of files and of JSON documents: mrun examples/http.m PORT FOLDER [SECONDS]
	; GET and HEAD fetch files below FOLDER. Documents live in memory: GET /api lists their names, POST /api makes one,
	; GET, PUT and DELETE /api/NAME do what they say. A client that is silent for SECONDS (30) has to go. Try it with
	;   curl localhost:8080/index.html
	;   curl -X PUT -d '{"name":"Ada"}' localhost:8080/api/ada ; curl localhost:8080/api/ada
	; It works under GT.M in M mode: mumps -run http PORT FOLDER
	;
	; One process serves all clients, an event at a time, and never waits for one of them. READ takes what is there; the
	; beginning of a request stays in c(handle). WRITE sends what the system takes; while there is more to send the socket is
	; in another device, OUT, so that nothing is read from it meanwhile.
	;
	; c(handle,"in")     received, not yet looked at       "out"   to be sent; then "file" from record "next", up to "size"
	;         "phase"    what has to come next: head, body, chunk, trailer; drain: nothing of it matters any more
	;         "due"      when the client has to go         "at"    the device that has the socket
	; request(handle)    what is known of the request: "method", "path", "version", "body", "header",name
	; doc(name)          the documents
	new c,clients,control,crlf,dev,doc,documents,due,idle,limit,line,moved,n,out,port,reason,record,request,root,serial,type
	if $zchset'="M" write "http.m needs M mode",! quit
	set port=+$zcmdline,root=$piece($zcmdline," ",2),idle=$piece($zcmdline," ",3),crlf=$char(13,10)
	set:root="" root="." set:'idle idle=30
	set limit("head")=8192,limit("body")=262144,limit("documents")=10000,record=32768,clients=0,serial=0,documents=0
	set control=$char(127) for n=0:1:31 set control=control_$char(n)
	for n=1:1 set line=$piece($text(reasons+n),"; ",2,9) quit:line=""  set reason($piece(line," "))=$piece(line," ",2,9)
	for n=1:1 set line=$piece($text(types+n),"; ",2,9) quit:line=""  set type($piece(line," "))=$piece(line," ",2,9)
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
	if c(handle,"phase")'="drain" set c(handle,"in")=c(handle,"in")_text do work(handle)
	; What it still has to get it gets.
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
	kill due(c(handle,"due"),handle),c(handle),request(handle),moved(handle)
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
	set where=$zstatus,$ecode=""
	use $principal write where,! use dev
	do:$data(c(handle)) drop(handle)
	quit
	;
work(handle) ; answers requests, as long as they are whole and the answers can be sent
	for  quit:'$$whole(handle)  do  quit:'$data(c(handle))  quit:c(handle,"phase")'="head"!(c(handle,"at")=out)
	. do:'$data(c(handle,"out")) answer(handle)
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
answer(handle)
	new method,path
	set method=request(handle,"method"),path=$piece($piece(request(handle,"path"),"?"),"#")
	set:$zconvert(path,"L")?1"http://".E path="/"_$piece(path,"/",4,$length(path,"/"))
	set path=$$decode(path)
	if $extract(path)'="/" do fail(handle,400) quit
	if " GET HEAD POST PUT DELETE OPTIONS PATCH TRACE CONNECT "'[(" "_method_" ") do reply(handle,501) quit
	if path="/api"!(path="/api/") do list(handle,method) quit
	if $extract(path,1,5)="/api/" do document(handle,method,$extract(path,6,$length(path))) quit
	if method'="GET",method'="HEAD" do reply(handle,405,,,"Allow: GET, HEAD") quit
	do page(handle,path)
	quit
	;
page(handle,path) ; a file
	new size
	set:$extract(path,$length(path))="/" path=path_"index.html"
	; Neither hidden files nor the folder above, nor what OPEN would take for more than a name.
	if path["/."!(path["//")!($translate(path,control_"$*?\")'=path) do reply(handle,404) quit
	set size=$$size(root_path)
	if size="folder" do reply(handle,301,,,"Location: "_$piece(request(handle,"path"),"?")_"/") quit
	if size="" do reply(handle,404) quit
	set c(handle,"file")=root_path,c(handle,"next")=0,c(handle,"size")=size
	do reply(handle,200,$get(type($zconvert($piece(path,".",$length(path,".")),"L")),"application/octet-stream"),,,size)
	kill:request(handle,"method")="HEAD"!'size c(handle,"file")
	quit
	;
size(file) ; bytes of a file; "" if there is none
	new $etrap,place
	set $etrap="set place=$zstatus,$ecode="""" quit $select(place[""GTMEISDIR"":""folder"",1:"""")"
	open file:(readonly:fixed:recordsize=record:nowrap:chset="M":append):0
	use file set place=$zkey close file
	quit place*record+$piece(place,",",2)
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
list(handle,method) ; the documents
	new name,text
	if method="POST" do  quit
	. if '$$json(request(handle,"body")) do reply(handle,400) quit
	. for  set serial=serial+1 quit:'$data(doc(serial))
	. do store(handle,serial,"{""name"":"""_serial_"""}")
	if method'="GET",method'="HEAD" do reply(handle,405,,,"Allow: GET, HEAD, POST") quit
	set (name,text)=""
	for  set name=$order(doc(name)) quit:name=""  set text=text_$select(text="":"",1:",")_""""_name_""""
	do reply(handle,200,"application/json","["_text_"]")
	quit
	;
document(handle,method,name) ; one of them
	if $translate(name,"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")'=""!($length(name)>64) do reply(handle,404) quit
	if method="PUT" do  quit
	. if '$$json(request(handle,"body")) do reply(handle,400) quit
	. do store(handle,name)
	if method'="GET",method'="HEAD",method'="DELETE" do reply(handle,405,,,"Allow: GET, HEAD, PUT, DELETE") quit
	if '$data(doc(name)) do reply(handle,404) quit
	if method="DELETE" kill doc(name) set documents=documents-1 do reply(handle,204) quit
	do reply(handle,200,"application/json",doc(name))
	quit
	;
store(handle,name,text)
	new old
	set old=$data(doc(name))
	if 'old,documents'<limit("documents") do reply(handle,507) quit
	set:'old documents=documents+1
	set doc(name)=request(handle,"body")
	if old do reply(handle,204) quit
	do reply(handle,201,"application/json",$get(text),"Location: /api/"_name)
	quit
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
decode(text) ; %41 is A; "" if it is wrong
	new code,n,result
	set result=$piece(text,"%")
	for n=2:1:$length(text,"%") set text(n)=$piece(text,"%",n),code=$extract(text(n),1,2) do  quit:result=""
	. set result=$select($length(code)=2&$$ishex(code):result_$char($$FUNC^%HD(code))_$extract(text(n),3,$length(text(n))),1:"")
	quit result
	;
date() ; HTTP's form of the present time
	new seconds
	set seconds=$zut\1000000
	quit $zdate(seconds\86400+47117_","_(seconds#86400),"DAY, DD MON YEAR 24:60:SS","Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec","Sun,Mon,Tue,Wed,Thu,Fri,Sat")_" GMT"
	;
json(text) ; whether it is JSON
	new at
	set at=1
	quit $$value(0)&($$next()="")
	;
next() ; the next character that is not a blank
	for at=at:1 quit:$extract(text,at)=""!(" "_$char(9,10,13)'[$extract(text,at))
	quit $extract(text,at)
	;
value(depth) ; passes over a value
	new char,end,ok,word
	set char=$$next()
	if char="" quit 0
	if char="""" quit $$string()
	if "[{"[char quit $select(depth<64:$$group(depth,char="{"),1:0)
	for end=at:1 quit:"+-.aeflnrstuE0123456789"'[$extract(text,end)!($extract(text,end)="")
	set word=$extract(text,at,end-1),at=end
	if word="true"!(word="false")!(word="null") quit 1
	quit word?.1"-"1.N.1(1"."1.N).1(1(1"e",1"E").1(1"+",1"-")1.N)&($translate(word,"-")'?1"0"1N.E)
	;
string()
	new char
	for at=at+1:1 set char=$extract(text,at) quit:char=""!(char="""")!($ascii(char)<32)  do:char="\"
	. set at=at+1,char=$extract(text,at)
	. if char="u",$$ishex($extract(text,at+1,at+4)),$length($extract(text,at+1,at+4))=4 set at=at+4 quit
	. set:char=""!("""\/bfnrt"'[char) at=$length(text)+1
	set at=at+1
	quit char=""""
	;
group(depth,named) ; passes over an array or an object
	new ok
	set at=at+1
	if $$next()=$select(named:"}",1:"]") set at=at+1 quit 1
	for  do  quit:'ok!(ok=2)
	. if named,$$next()'=""""!'$$string()!($$next()'=":") set ok=0 quit
	. set:named at=at+1
	. set ok=$$value(depth+1) quit:'ok
	. set ok=$select($$next()=",":1,$$next()=$select(named:"}",1:"]"):2,1:0),at=at+1
	quit ok=2
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
types
	; html text/html; charset=utf-8
	; txt text/plain; charset=utf-8
	; css text/css
	; js text/javascript
	; json application/json
	; png image/png
	; jpg image/jpeg
	; svg image/svg+xml
	; pdf application/pdf
