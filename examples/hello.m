hello(name) ; Greets: mrun examples/hello.m World
	set:$get(name)="" name=$select($zcmdline="":"World",1:$zcmdline)
	write "Hello, ",name,"!",!
	quit
