quiterr ; SET * from extrinsics that return no alias
 d e("s *q=$$plain()")
 d e("s *q=$$plain")
 d e("s *q=$$alias")
 d e("s *q=$$alias()")
 d e("s *q=$$none")
 d e("s *q(1)=$$none()")
 d e("s *q(1)=$$nosuch()")
 d f
 s $et="w $zs,! w $st,"" "",$st($st,""PLACE""),! zshow ""s"" s $ec="""" q"
 d g w "after g",!
 q
plain() q 5
alias() n a s a=1 q *a
none() q
e(zc) n $et s $et="w ""["",$st,""]"",$zs d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
f n $et s $et="w ""["",$st,""]"",$zs d et s $ec="""" q" w "f > " s *q=$$plain w ! q
g 
 s *q=$$plain w "next",!
 w "line2",! q
