SFPARMS ; device parameters that are unknown, repeated, of a wrong kind or for other devices
 s $et="w $p($zs,"","",1)_"" ""_$p($zs,"","",3,9),! s $ec="""" q"
 f p="(newversion:foo)","newversion:readonly","(recordsize)","(newversion=1)","(width=""abc"")","(wrap:nowrap:newversion)","(DELIM=""x"":newversion)","(new:rec=20)","(NEWV)","(newversion:length=99999)","(newversion:width=1.5)","(exception)","@""(newversion)""","(ipc:newversion)","""str""" d t
 q
t w p,": " x "o ""p.txt"":"_p w "ok",!
 c "p.txt"
 q
