quit ; QUIT * returns aliases
 s *x=$$mk(3) zwr x
 s *y=$$mk(2),*z=y s z(9)=9 zwr y
 s *arr(1)=$$mk(1) s *w=arr(1) zwr w
 d e("s q=$$mk(1)")
 d e("s *q=$$plain")
 d e("w $$mk(1)")
 d e("d mk(1)")
 s *o=$$obj("Ann",30) w o("name"),o("age"),!
 q
mk(n) n t,i f i=1:1:n s t(i)=i*i
 q *t
plain() q 5
obj(name,age) n o s o("name")=name,o("age")=age q *o
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
