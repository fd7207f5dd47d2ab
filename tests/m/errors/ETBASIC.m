ETBASIC ; $ETRAP at one level: text runs, then an implicit QUIT unwinds while $ECODE is not empty
 w "start ",$ecode,"|",$etrap,!
 d a
 w "back ",$ecode,!
 d b
 w "back ",$ecode,!
 d c
 w "back ",$ecode,!
 q
a n $et s $et="w ""a: "",$ecode,"" "",$zstatus,! s $ecode="""""
 s x=1/0
 w "not reached",!
 q
b n $et s $et="g bh"
 s y=undefd
 w "not reached",!
 q
bh w "bh: ",$p($zstatus,",",3,9),! s $ecode=""
 q
c n $et s $et="d ch s $ecode="""""
 s y=$$nolab^ETBASIC()
 w "not reached",!
 q
ch w "ch: level ",$zlevel," ",$zstatus,!
 q
