zedit ; ZEDIT runs the program of EDITOR on the source of a routine; $ZSOURCE becomes its name
 n $et,f
 s $et="w "" ! "",$p($zs,"","",3,9),! s $ec="""" q"
 zsy "mkdir r s"
 s f="editor" o f:newversion u f
 w "#!/bin/sh",!,"echo ""editor: $# argument""",!,"for file in ""$@""; do",!
 w "echo ""<${file#""$PWD""/}>""; [ ! -f ""$file"" ] || sed -i s/first/second/ ""$file""",!,"done",!,"exit 3",! c f
 zsy "chmod +x editor"
 d file("zeditx.m","zeditx w ""first"",!"),file("r/zeditr.m"," q"),file("s/zedits.m","zedits w ""there"",!")
 s $zro="."
 d do("zed ""zeditx"""),do("zed"),do("zed ""zeditx.m"""),do("s f=""zeditx"" zed @""f""")
 w "link and run",! zl "zeditx" d ^zeditx
 s $zro="r s ."
 d do("zed ""zeditr"""),do("zed ""zedits"""),do("zed ""zeditnew"""),do("zed ""x y"""),do("zed ""zeditr."""),do("zed ""a.b.m"""),do("zed 12")
 d do("zed ""%x"""),do("zed:0 ""zeditx""")
 s $zro="r(s) ." d do("zed ""zedits""")
 s $zro="" d do("zed ""zeditq""")
 d do("zed ""a/b/c"""),do("zed """""),do("zed ""zeditx.o""")
 s $zso="zeditx" d do("zed")
 s $zso="" d do("zed")
 q
file(f,t) o f:newversion u f w t,! c f
 q
do(t) n f
 w t," -> " x t w $zso," ",$zeditor,!
 q
