rand03 ; arithmetic on many magnitudes
 s x=531365859,y=-404816.321741
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=848547700.785734586,y=509075467
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=436926961617189430,y=667761255
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=396E9,y=563276756936596635
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-.076557630343154570,y=3
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-.388393873561075291,y=.455136447
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=84335254,y=440E29
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-15,y=267E1
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-14,y=239500747656766401
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=.262345763,y=-.017122795548349346
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=331069.39116,y=.483766563
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-916468925,y=-.470668757865699008
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-740449638,y=-.409171306396179897
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=854046630.95705151,y=645E-28
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-15,y=4
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=.158771859,y=228E28
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=619E22,y=-8
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=301104072514910733,y=131471351812122743
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=853340166083140512,y=.456367966
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=379858202.253243691,y=.578856779
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=34458.53737,y=-221184548
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=537463120364370121,y=-.291239162078021746
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
