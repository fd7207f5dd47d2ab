blanks ; blanks around the texts of argument indirection
 s a=5,a(1)=7
 f v="w","i","d","s","k","x","n","m","g","h","u","q","l","zwr","zsh","v","zwi","o","c","f" d
 . s t=$s(v="d":"f",v="s":"b=1",v="k":"b",v="x":"""w 1""",v="n":"b",v="m":"b=a",v="g":"z",v="h":"0",v="u":"$p",v="l":"b",v="zsh":"""s""",v="v":"""undef""",v="zwi":"b",v="o":"""x""",v="c":"""x""",v="f":"i=1:1:2",1:"a")
 . s y=t_" " d e(v_" @y")
 . s y=t_"  " d e(v_" @y")
 . s y=t_" ;" d e(v_" @y")
 . s y=t_$c(9) d e(v_" @y")
 . s y=" "_t d e(v_" @y")
 f v="w","i","d","s","x","m","g","h","u","q","l","zwr","zsh","v","zwi","o","c","f" s y=" " d e(v_" @y") s y="" d e(v_" @y")
 q
f() q:$q "f" q
z q
e(zc) n $et s $et="d et s $ec="""" q" w zc," y=",y,"> " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
