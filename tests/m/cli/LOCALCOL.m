LOCALCOL ; gtm_lct_stdnull and gtm_lvnullsubs: empty subscripts
 s a("")="e",a(-1)=1,a(0)=0,a("x")="x",i="" f  s i=$o(a(i)) q:i=""  w i," "
 w $d(a("")) zwr a
 q
