SOCKEMPTY ; USE of a SOCKET device without sockets takes no parameters, not even those of the device itself
	new par
	for par="nowrap","wrap","width=100","length=10","exception=""""","filter=""CHARACTERS""","nofilter","flush" do use(par)
	for par="ioerror=""T""","zff=""x""","morereadtime=5","zdelay","zbfsize=2000","chset=""M""","nodelim","zwidth=5","socket=""x""" do use(par)
	quit
use(par)
	new $etrap
	set $etrap="set $ecode="""" use $principal write par,"": "",$piece($piece($zstatus,"","",3,9),"","",1,2),! quit"
	open "e":::"SOCKET"
	xecute "use ""e"":("_par_")"
	use $principal
	write "  $ZSOCKET: ",$zsocket("e","NUMBER"),!
	quit
