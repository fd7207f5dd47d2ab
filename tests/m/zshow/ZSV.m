ZSV ; ZSHOW "V": variables of all kinds, controls, by default to the current device
 s a=1,b="text",c=1.5,d=-.5,e="",f="1.50",g=$c(9)_"tab"_$c(0)_"nul",h="q""uote",%="pct",A="upper",longname23456789012345678901=1
 s arr=0,arr(1)="one",arr(-1)="neg",arr(1.5)="dec",arr("x")="str",arr("x","y",3)="deep",arr("with ""q""")=1,arr($c(200,1))=$c(255)
 zshow "v"
 n (arr) zshow "V"
 q
