ZWQUOTE ; ZWRITE of controls, quotes and bytes over 127
 f i=0:1:40,90:1:100,120:1:170,250:1:255 s c(i)=$c(i)
 zwr c
 s x=$c(1,2)_"a"_$c(3),y="a"_$c(0)_"b",z=$c(10),w="""",v="a""b""",u=$c(9)_"""",t=$c(127)_"x"_$c(128)
 zwr t,u,v,w,x,y,z
 s s($c(9))=1,s("a"_$c(10)_"b")=2,s("q""")=3,s("")=4,s($c(0))=5
 zwr s
 q
