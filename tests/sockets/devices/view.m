view ; $VIEW about sockets
 n i d tcp^sk($c(10)) u $p
 f i="s","srv","nosuch","","YGTMSOCKETPOOL" w i,": ",$view("DEVICE",i),!
 c "s" w $view("DEVICE","s"),! c "srv":destroy w $view("DEVICE","srv"),!
 w $view("MAX_SOCKETS"),!
 d try^spu("w $view(""DEVICE"",)") d try^spu("w $view(""DEVICE"",$p)=""""")
 q
