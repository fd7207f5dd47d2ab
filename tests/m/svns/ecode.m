ecode ; $ECODE and $ETRAP $ZTRAP
 write "$ec => ",$ec,!
 write "$et => ",$et,!
 write "$zt => ",$zt,!
 n $et s $et="w ""trap "",$ec,! s $ec="""""
 do e("s $ec="",U1,""")
 do e("s $ec=""x""")
 do e("s $ec="",U1,Z2,""")
 do e("s $ec="",M6,""")
 do e("s $ec="",Uabc def,""")
 do e("s $ec="",U1""")
 do e("s $ec="",""")
 do e("s $ec=""""")
 do e("s $ecode="",ZMINE,""")
 do e("s $et=""bad code(""")
 do e("s $et=""w 1"" w $et")
 do e("s $zt=""w 2"" w $zt,$et")
 do e("s $et="""" w $zt,""|"",$et")
 do e("n $et s $et=""x"" w $et")
 write "$et => ",$et,!
 write "$zt => ",$zt,!
 q
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
