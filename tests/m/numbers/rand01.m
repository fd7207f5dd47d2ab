rand01 ; arithmetic on many magnitudes
 s x=3,y=-15
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=16,y=165908698181931611
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=.497152592,y=839879817193914449
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=91728480.379976325,y=655035554631969877
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=309E-6,y=992609544.174004806
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=-.293090936440395502,y=9
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=-.773412126613555095,y=-.284600943215813195
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=351277282446160237,y=696778610230988357
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=.586566803,y=-.894975579864399522
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=-19,y=355028454.176255664
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=622E-6,y=362E-24
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=-.872010693508351416,y=-3
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=.790876347,y=-.199686633303137863
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=994176670,y=-.427923616587554409
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=-321000.235621,y=214530560.174387864
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=210281075775739047,y=-587398.599433
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=626060891,y=62342.239360
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=17,y=598E-25
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=-.620543493825897717,y=359E-2
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=-7,y=698E25
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=16,y=429E27
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 s x=14568.892800,y=249305560699735685
 DO e("w x+y,"" "",x-y,"" "",x*y")
 DO e("w x/y")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
