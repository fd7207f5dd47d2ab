ZWROUND ; what ZWRITE prints can be read back with SET @
 f i=0:1:255 s x("b",i)=$c(i,34,i)
 s x("n",-1.5)="1E10",x("n","1E10")=1E10,x("s","a""b",$c(0))="",x="""",x(0)=.1,x("0.1")="0.10"
 o "f":(newversion:stream:nowrap:recordsize=2000) u "f" zwr x u 0 c "f"
 m y=x k x
 o "f":(readonly:stream:recordsize=2000) u "f" f i=1:1 r l q:$zeof  s @l
 u 0 c "f" w i,!
 s a="x",b="y" f  s a=$q(@a),b=$q(@b) q:a=""!(b="")  i $e(a,2,99)'=$e(b,2,99)!(@a'=@b) w "differs ",a,!
 w a,b,"end",!
 q
