zdateform ; $ZDATEFORM affects $ZDATE
	write "$zdateform => ",$zdateform,!
	write "$zd(62831) => ",$zd(62831),!
 s $zdateform=1
	write "$zdateform => ",$zdateform,!
	write "$zd(62831) => ",$zd(62831),!
 s $zdateform=0
	write "$zd(62831) => ",$zd(62831),!
 s $zdateform="YYYY"
	write "$zdateform => ",$zdateform,!
	write "$zd(62831) => ",$zd(62831),!
 s $zdateform=5
	write "$zdateform => ",$zdateform,!
 s $zprompt="abc"
	write "$zprompt => ",$zprompt,!
 s $zprompt="" 
	write "$l($zprompt) => ",$l($zprompt),!
