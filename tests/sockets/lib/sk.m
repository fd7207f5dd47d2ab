sk ; helpers of the tests that are no probes
 q
both(dl,more) ; the connection to test, device "s", and one by which the peer tells what it has done, device "ctl"
 d conn^spu("s",$g(dl),$g(more))
 o "ctl":(connect="127.0.0.1:"_$zcmdline_":TCP":attach="ctl":delim=$c(10)):10:"SOCKET"
 u "s"
 q
sync ; wait until the peer has come to this place
 n io,x s io=$io u "ctl" r x u io
 q
tell(x) ; let the peer go on
 n io s io=$io u "ctl" w x,! u io
 q
local(f,dl,more) ; both ends in this process over a LOCAL socket: listener "L" and accepted one in "srv", client in "s"
 n s s s="o ""srv"":(listen=f_"":LOCAL"":attach=""L""" s:$g(dl)'="" s=s_":delim=dl" x s_$g(more)_")::""SOCKET"""
 s s="o ""s"":(connect=f_"":LOCAL"":attach=""c""" s:$g(dl)'="" s=s_":delim=dl" x s_$g(more)_"):10:""SOCKET"""
 u "srv" w /wait(10) u "s"
 q
tcp(dl,more) ; the same over TCP
 n s s s="o ""srv"":(listen=$zcmdline_"":TCP"":attach=""L""" s:$g(dl)'="" s=s_":delim=dl" x s_$g(more)_")::""SOCKET"""
 s s="o ""s"":(connect=""127.0.0.1:""_$zcmdline_"":TCP"":attach=""c""" s:$g(dl)'="" s=s_":delim=dl" x s_$g(more)_"):10:""SOCKET"""
 u "srv" w /wait(10) u "s"
 q
shell(c) ; first line that a shell command prints
 n x,io s io=$io o "sh":(shell="/bin/sh":command=c:readonly)::"PIPE" u "sh" r x u io c "sh"
 q x
str(n) ; a string of n bytes that repeats after 997
 n x,i,b s b="" f i=1:1:125 s b=b_$e(i_"-------",1,8)
 s b=$e(b,1,997),$p(x,b,n\997+1)=""
 q x_$e(b,1,n#997)
sum(x) ; a checksum of characters
 n i,s s s=0 f i=1:1:$l(x) s s=s*31+$a(x,i)#1000003
 q s
db ; a database for transactions, which GT.M wants
 n d s d=$ztrnlnm("TMPD") q:$ztrnlnm("gtm_dist")=""
 zsystem "cd "_d_"; export gtmgbldir="_d_"/x.gld; (echo change -segment DEFAULT -file="_d_"/x.dat; echo exit) | $gtm_dist/mumps -run GDE >gde.log 2>&1; $gtm_dist/mupip create >>gde.log 2>&1"
 s $zgbldir=d_"/x.gld"
 q
