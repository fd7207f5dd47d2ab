ZWERR ; ZWRITE of undefined names and bad arguments
 s $et="w $p($zs,"","",3,9),! s $ec="""" q",a=1
 f c="nosuch","nosuch(1)","a(1)","a(","1","""a""","a)","@""nosuch""","@""a""","^","a:b","a(1:2:3)","$x","$zs","$tl","$h2","@""""","a(*,1)","(a)","a,nosuch,a" d t
 q
t w c,": " x "zwr "_c
 w "ok",! q
