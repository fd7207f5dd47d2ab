zprint ; ZPRINT of routine text
 zp lab
 zprint lab+1
 zp lab:lab+2
 zp lab^zprint
 zp lab+1^zprint:lab+2
 zp lab3
 d e("zp nosuch")
 d e("zp ^nosuchrtn")
 d e("zp lab+100")
 q
lab ; label line
 n x s x=1 ; a comment
	w "tabbed"	; tab
 q
lab3(a,b) q a+b
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
