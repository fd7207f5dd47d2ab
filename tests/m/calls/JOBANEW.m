JOBANEW ; the output and the errors of a job begin anew, in one file or in two
	new file,line
	for file="jobanew.txt","jobanew.err" open file:newversion use file write "old line 1",!,"old line 2",! close file
	use $principal
	job child^JOBANEW("two"):(output="jobanew.txt":error="jobanew.err") do wait
	job child^JOBANEW("one"):(output="jobanew.one":error="jobanew.one") do wait
	job child^JOBANEW("again"):(output="jobanew.one":error="jobanew.one") do wait
	for file="jobanew.txt","jobanew.err","jobanew.one" do
	. write file,":",!
	. open file:readonly for  use file read line quit:$zeof  use $principal write "  ",line,!
	. close file:delete
	quit
wait
	for  quit:'$zgetjpi($zjob,"ISPROCALIVE")  hang .01
	quit
child(text)
	write text,!
	quit
