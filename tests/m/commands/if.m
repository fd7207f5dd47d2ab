if ; IF and ELSE
 i 1 w "a",!
 if 0 w "b",!
 IF 1 If 1 w "c",!
 i 1,1,1 w "d",!
 i 1,0,1 w "e",!
 else  w "f",!
 i "abc" w "g",!
 e  w "h",!
 i "1abc" w "i",!
 i  w "j argless",!
 i 0
 i  w "k",!
 e  w "l ",$t,!
 i 1 e  w "no",!
 i 0 w "x" e  w "y",!
 e  i 1 w "m",! i 0 w "n",!
 i 1 i 0 w "o"
 e  w "p ",$t,!
 s x=5 i x>3,x<10 w "q in range",!
 i x>3 i x<4 w "no" 
 e  w "r",!
 i x=5!(x=6) w "s",!
 i @"x=5" w "t",!
 s c="x>1,x<3" i @c w "u",!
 e  w "v ",$t,!
 i '$t w "w",! 
 D e("i $t s $t=0 w ""x2"",!")
 D e("i 1 w ""ok "",$t")
 D e("i")
 D e("i zz")
 D e("i 1,zz")
 D e("i 0,zz w ""skipped""")
 D e("else w ""x""")
 D e("if 1w ""x""")
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
