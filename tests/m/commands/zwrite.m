zwrite ; ZWRITE forms
 s a=1,a(1)="x",a(1,"b")="q""q",a("str")=-1.5,b="",c=$c(1,2)_"z"_$c(127),d("a",1)=1,d("b",2)=2,abc=3
 zwr
 w "--",! zwr a
 w "--",! zwr a(1)
 w "--",! zwr a(1,*)
 w "--",! zwr a(*)
 w "--",! zwr d(,1)
 w "--",! zwr d("a":"b",)
 w "--",! zwr d("b":)
 w "--",! zwr a(1:2)
 w "--",! zwr ?1"a".E
 w "--",! zwr a,b
 w "--",! zwrite:0 a zwrite:1 b
 w "--",! zwr @"a(1)"
 s ^z(1)="g",^z("k",2)=$c(0) zwr ^z
 w "--",! zwr ^z("k",*)
 w "--",! zwr ^(*)
 k ^z
 d e("zwr nosuch")
 d e("zwr a(5)")
 d e("zwr ^nosuch")
 d e("zwr 1")
 d e("zwr a(")
 d e("zwr $x")
 d e("zwr $zs")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
