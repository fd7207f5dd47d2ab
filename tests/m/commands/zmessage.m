zmessage ; ZMESSAGE
 do e("zm 150373850")
 do e("zm 150373850:""abc""")
 do e("zm 150373210")
 do e("zm 150372994")
 do e("zmessage 150373210:""a"":""b""")
 do e("zm:0 150373210")
 do e("zm 0")
 do e("zm 1")
 do e("zm 2")
 do e("zm 13")
 do e("zm ""abc""")
 do e("zm zz")
 do e("zm 150373850:1+1")
 do e("zm 999999999")
 do e("zm -1")
 do e("zm 150379250:""x""")
 WRITE "$zm(150373210) => ",$zm(150373210),!
 WRITE "$zm(150373850) => ",$zm(150373850),!
 WRITE "$zm(2) => ",$zm(2),!
 WRITE "$zm(0) => ",$zm(0),!
 WRITE "$zm(-1) => ",$zm(-1),!
 WRITE "$zm(999999999) => ",$zm(999999999),!
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
