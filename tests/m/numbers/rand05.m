rand05 ; arithmetic on many magnitudes
 s x=-.088085454267199672,y=-.535580215097640395
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=104178083.253767556,y=-.951431364340761551
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=410E29,y=-439774827
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=688684545,y=16
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=.175608058,y=264662642.33900656
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=907579958,y=-.186172040189090232
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-.132571879534485613,y=766303480.333509920
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=0,y=11
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=875E23,y=.407213140
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=394341183,y=-.928093470526836964
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=458E24,y=864281.821616
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-.859282326618771897,y=768E-16
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-10,y=-42338.163039
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=778661.221252,y=802126935361441918
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=372E7,y=124231756.786982867
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-717110643,y=-.961675729148451757
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-121097462,y=-772139.924148
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-.472197952594052303,y=-713639.686901
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=132E3,y=-720665707
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=583358.489736,y=10
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=419028703745207716,y=.518360684
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 s x=-249156.789968,y=611634.248453
 Do e("w x+y,"" "",x-y,"" "",x*y")
 Do e("w x/y")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
