line ; answers each line of a client of the Internet daemon, whose connection is $PRINCIPAL
	use $principal:(delimiter=$char(10):ioerror="TRAP")
	for  read text:600 quit:'$test!$zeof  do
	. write $ztrnlnm("INETD_SERVER")," ",$zcmdline,": ",text,!
	quit
