badcodes ; pattern codes that do not exist
 d e("w ""a""?1X")
 d e("w ""a""?.X")
 d e("w x?1A")
 d e("w ""a""?1X,2")
 d e("w ""a""?@""1X""")
 d e("w ""a""?1A w ""a""?1X")
 d e("w ""a""?1AX")
 d e("w ""ab""?1A1X")
 d e("w ""ab""?1A1YFY")
 d e("w ""ab""?1A1Y")
 d e("w ""ab""?1I")
 d e("w ""ab""?1'I")
 d e("w ""ab""?(1X,1A)")
 d e("w ""ab""?1(1X,1A)")
 d e("s x=""a""?1X")
 d e("i ""a""?1X")
 d e("w a?1X")
 d e("w ""a""?1""")
 d e("w ""a""?1.")
 d e("w x?1.")
 q
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
