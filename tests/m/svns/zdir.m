zdir ; environment like variables
	W "$zcmdline => ",$zcmdline,!
	W "$zio=$p => ",$zio=$p,!
	W "$zgbldir'="""" => ",$zgbldir'="",!
	W "$zro[""libgtmutil"" => ",$zro["libgtmutil",!
	W "$zd'="""" => ",$zd'="",!
 s x=$zro,$zro=x
	W "x=$zro => ",x=$zro,!
 DO e("s $zro=""/nosuchdir"" w ""ok""")
 DO e("s $zro=""(""")
 DO e("s $zro=""a(b""")
 s d=$zd
 DO e("s $zd=""/nosuchdirectory""")
	W "d=$zd => ",d=$zd,!
 s $zd="/" 
	W "$zd => ",$zd,!
 s $zd=d
	W "$ze => ",$ze,!
 DO e("s $zg="""" w $zg'=""""")
	W "$zsource => ",$zsource,!
 s $zso="abc"
	W "$zso => ",$zso,!
 DO e("s $zmaxtptime=5 w $zmaxtptime")
 DO e("s $zmaxtptime=-1 w $zmaxtptime")
 DO e("s $zstep=""w 1"" w $zstep")
 DO e("s $zint=""w 1"" w $zint")
 DO e("s $zcompile=""-noobject"" w $zcompile")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
