rand04 ; arithmetic on many magnitudes
 s x=18,y=975215.388296
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=433865770,y=610429331980872561
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=698136563765514005,y=5
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=911E25,y=180967588.660837035
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=61E-11,y=-.117259318384630735
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=386E24,y=873869259
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=-546638704,y=277003568
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=169786335882303797,y=.887602583
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=634E5,y=18
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=.764219061,y=73129204.368634007
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=233258.327220,y=152839716
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=.533531748,y=-210503207
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=9,y=689690967
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=.596084427,y=-.703483709233098127
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=825643.513656,y=-.539908533144866492
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=108E0,y=.429378864
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=603915.699971,y=618295801.563484126
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=664102433.751921406,y=-.496462749871885503
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=703594759.13295134,y=-313023.846852
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=808E-26,y=180909454747637423
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=-729529370,y=990476801607409174
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 s x=268275310.967621731,y=629669182
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x\y,"" "",x#y")
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
