COMMON ; $ZSTATUS and $ECODE of the run-time errors that programs meet
 s $et="g h"
 f i=1:1 s c=$p($t(list+i),";",2,99) q:c="end"  d t
 q
t x c
 w "no error: ",c,!
 q
h w c," -> ",$ec," ",$p($zs,",",1)," ",$p($zs,",",3,99),! s $ec=""
 q
list ;
 ;s x=1/0
 ;s x=1\0
 ;s x=1#0
 ;s x=undef
 ;s x=undef(1,"a")
 ;s x=^undefg(1,"a")
 ;s x=$$nolab
 ;d ^nortn
 ;d nolab^COMMON
 ;d COMMON+99
 ;d h(1)
 ;d two(1,2,3)
 ;s x=$$noq(1)
 ;d withq(1)
 ;s x=0**-1
 ;s x=(-8)**.5
 ;s x=1E47*10
 ;s x=$tr()
 ;s x=$fn(1,"PT")
 ;s x=$fn(1,"+Z")
 ;s x=$r(0)
 ;s x=$r(-1)
 ;s x=$c(-1)
 ;s x=$j(1,2,-1)
 ;s x=$s(0:1)
 ;s $p(y(""))=1
 ;s y("")=1
 ;s x=$o(^y(""),2)
 ;s x=$ql("a(")
 ;s x=$qs("a(1)",-3)
 ;s $x="abc",$y=-1
 ;s $zstep="w "
 ;s $io=1
 ;s $test=1
 ;s $nosuch=1
 ;w ^
 ;s x=$na(a(1),-1)
 ;k (a(1))
 ;n a(1)
 ;tc
 ;tro
 ;trestart
 ;h "abc"
 ;l ^x:abc
 ;u "nodev"
 ;o "nodir/x"
 ;c "neveropen"
 ;s x=$v("NOSUCH")
 ;zm
 ;zsystem
 ;s x=$zdate(1,"XX")
 ;s x=$zdate("abc")
 ;s x=$zbitget("abc",1)
 ;s x=$zbitstr(-1)
 ;s x=$ztrnlnm("a","b","c","d","e","f","g")
 ;s x=$zm("abc")
 ;s x=$l("a",)
 ;s x="a"?1
 ;s x="a"?2.1A
 ;zl "nosuchrtn"
 ;zprint ^nosuchrtn
 ;zbreak nosuch^COMMON
 ;zshow "Q"
 ;s x=$st(1,"X")
 ;m a(1)=a
 ;s a=1,a(1)=1 m a=a(1)
 ;s @""=1
 ;s x=@"1+"
 ;x "FOO"
 ;x "s"
 ;x "w x,"
 ;x "d "
 ;x "if 1  else  w (""a"
 ;zgoto 99
 ;zgoto -1:h
 ;s x=$zprevious()
 ;s x=$e("abc",1,2,3)
 ;s x=$view("LVNULLSUBS")+nosuch9
 ;s x=$&pkg.fn()
 ;d &nosuch()
 ;end
two(a,b) q
noq(a) q
withq(a) q a
