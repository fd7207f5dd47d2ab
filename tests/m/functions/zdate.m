zdate ; $ZDATE formats
 W "$zd(0) => ",$zd(0),!
 W "$zd(1) => ",$zd(1),!
 W "$zd(1,""YYYY-MM-DD"") => ",$zd(1,"YYYY-MM-DD"),!
 W "$zd(47117,""MM/DD/YY"") => ",$zd(47117,"MM/DD/YY"),!
 W "$zdate(62831,""DD-MON-YYYY"") => ",$zdate(62831,"DD-MON-YYYY"),!
 W "$zd(""62831,3661"",""YYYY/MM/DD 24:60:SS"") => ",$zd("62831,3661","YYYY/MM/DD 24:60:SS"),!
 W "$zd(""62831,3661"",""12:60:SS AM"") => ",$zd("62831,3661","12:60:SS AM"),!
 W "$zd(""62831,43200"",""12:60 AM"") => ",$zd("62831,43200","12:60 AM"),!
 W "$zd(""62831,0"",""12:60 AM"") => ",$zd("62831,0","12:60 AM"),!
 W "$zd(""62831,86399"",""24:60:SS"") => ",$zd("62831,86399","24:60:SS"),!
 W "$zd(62831,""DAY"") => ",$zd(62831,"DAY"),!
 W "$zd(62831,""DAY, DD MON YEAR"") => ",$zd(62831,"DAY, DD MON YEAR"),!
 W "$zd(62831,""YEAR"") => ",$zd(62831,"YEAR"),!
 W "$zd(58073,""MM/DD/YYYY"") => ",$zd(58073,"MM/DD/YYYY"),!
 W "$zd(58074,""MM/DD/YYYY"") => ",$zd(58074,"MM/DD/YYYY"),!
 W "$zd(58133,""YYYYMMDD"") => ",$zd(58133,"YYYYMMDD"),!
 W "$zd(62831.9,""DD"") => ",$zd(62831.9,"DD"),!
 W "$zd(""62831x"",""DD"") => ",$zd("62831x","DD"),!
 W "$zd(62831,"""") => ",$zd(62831,""),!
 W "$zd(62831,1) => ",$zd(62831,1),!
 W "$zd(62831,""MON"","",,,,,,,,,,,,"") => ",$zd(62831,"MON",",,,,,,,,,,,,"),!
 W "$zd(62831,""DD MON"",""jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec"") => ",$zd(62831,"DD MON","jan,feb,mar,apr,may,jun,jul,aug,sep,oct,nov,dec"),!
 W "$zd(62831,""DAY"","""",""so,mo,di,mi,do,fr,sa"") => ",$zd(62831,"DAY","","so,mo,di,mi,do,fr,sa"),!
 do e("w $zd(62831,""QQQ"")")
 W "$zd(62831,""YY-YYYY"") => ",$zd(62831,"YY-YYYY"),!
 W "$zd(-365,""YYYY-MM-DD"") => ",$zd(-365,"YYYY-MM-DD"),!
 W "$zd(2980013,""YYYY-MM-DD"") => ",$zd(2980013,"YYYY-MM-DD"),!
 do e("w $zd()")
 do e("w $zd(zz)")
 do e("w $zd(-366)")
 do e("w $zd(99999999)")
 do e("w $zd(""1,-1"",""SS"")")
 do e("w $zd(""1,86400"",""24:60:SS"")")
 do e("w $zd(""abc"")")
 quit
e(zc) ; execute zc, print what it raises
 n $et s $et="w ""! "",$p($zs,"","",3,99),! s $ec="""" q"
 w zc," -> " x zc w !
 q
