httpsite ; What http.m serves: files of a folder, and JSON documents in memory
	; GET and HEAD fetch files below ROOT. GET /api lists the names of the documents, POST /api makes one;
	; GET, PUT and DELETE /api/NAME do what they say. doc(name) is a document.
	quit
	;
start ; type(extension), and no documents
	new line,n
	set serial=0,doc=0,limit("documents")=1000
	for n=1:1 set line=$piece($text(types+n),"; ",2,9) quit:line=""  set type($piece(line," "))=$piece(line," ",2,9)
	quit
	;
answer(handle)
	new method,path
	set method=request(handle,"method"),path=$piece($piece(request(handle,"path"),"?"),"#")
	set:$zconvert(path,"L")?1"http://".E path="/"_$piece(path,"/",4,$length(path,"/"))
	set path=$$decode(path)
	if $extract(path)'="/" do fail^http(handle,400) quit
	if " GET HEAD POST PUT DELETE OPTIONS PATCH TRACE CONNECT "'[(" "_method_" ") do reply^http(handle,501) quit
	if path="/api"!(path="/api/") do list(handle,method) quit
	if $extract(path,1,5)="/api/" do document(handle,method,$extract(path,6,$length(path))) quit
	if method'="GET",method'="HEAD" do reply^http(handle,405,,,"Allow: GET, HEAD") quit
	do page(handle,path)
	quit
	;
page(handle,path) ; a file
	new size
	set:$extract(path,$length(path))="/" path=path_"index.html"
	; Neither hidden files nor the folder above, nor what OPEN would take for more than a name.
	if path["/."!(path["//")!($translate(path,control_"$*?\")'=path) do reply^http(handle,404) quit
	set size=$$size(root_path)
	if size="folder" do reply^http(handle,301,,,"Location: "_$piece(request(handle,"path"),"?")_"/") quit
	if size="" do reply^http(handle,404) quit
	set c(handle,"file")=root_path,c(handle,"next")=0,c(handle,"size")=size
	do reply^http(handle,200,$get(type($zconvert($piece(path,".",$length(path,".")),"L")),"application/octet-stream"),,,size)
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
list(handle,method) ; the documents
	new name,text
	if method="POST" do  quit
	. if '$$json(request(handle,"body")) do reply^http(handle,400) quit
	. for  set serial=serial+1 quit:'$data(doc(serial))
	. do store(handle,serial,"{""name"":"""_serial_"""}")
	if method'="GET",method'="HEAD" do reply^http(handle,405,,,"Allow: GET, HEAD, POST") quit
	set (name,text)=""
	for  set name=$order(doc(name)) quit:name=""  set text=text_$select(text="":"",1:",")_""""_name_""""
	do reply^http(handle,200,"application/json","["_text_"]")
	quit
	;
document(handle,method,name) ; one of them
	if $translate(name,"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.")'=""!($length(name)>64) do reply^http(handle,404) quit
	if method="PUT" do  quit
	. if '$$json(request(handle,"body")) do reply^http(handle,400) quit
	. do store(handle,name)
	if method'="GET",method'="HEAD",method'="DELETE" do reply^http(handle,405,,,"Allow: GET, HEAD, PUT, DELETE") quit
	if '$data(doc(name)) do reply^http(handle,404) quit
	if method="DELETE" kill doc(name) set doc=doc-1 do reply^http(handle,204) quit
	do reply^http(handle,200,"application/json",doc(name))
	quit
	;
store(handle,name,text)
	new old
	set old=$data(doc(name))
	if 'old,doc'<limit("documents") do reply^http(handle,507) quit
	set:'old doc=doc+1
	set doc(name)=request(handle,"body")
	if old do reply^http(handle,204) quit
	do reply^http(handle,201,"application/json",$get(text),"Location: /api/"_name)
	quit
	;
decode(text) ; %41 is A; "" if it is wrong
	new code,n,result
	set result=$piece(text,"%")
	for n=2:1:$length(text,"%") set text(n)=$piece(text,"%",n),code=$extract(text(n),1,2) do  quit:result=""
	. set result=$select($length(code)=2&$$ishex^http(code):result_$char($$FUNC^%HD(code))_$extract(text(n),3,$length(text(n))),1:"")
	quit result
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
	. if char="u",$$ishex^http($extract(text,at+1,at+4)),$length($extract(text,at+1,at+4))=4 set at=at+4 quit
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
