ecodes ; $ECODE for the standard's error numbers
 n c,k,zi,$et f zi=1:1 s c=$p($t(t+zi),";;",2) q:c=""  d x
 q
x n $et s $et="w c,"" -> "",$ec,! s $ec="""" q" x c w c," no error",! q
t ;
 ;;w undefinedvar
 ;;w ^undefinedglobal
 ;;k ^x w ^(1)
 ;;w 1/0
 ;;w $s(0:1)
 ;;d nolabel
 ;;d ^noroutine
 ;;w $r(0)
 ;;w $fn(1,"PT")
 ;;w $$x
 ;;d t(1)
 ;;q 5
 ;;s a=10**47
 ;;s a=(-1)**.5
 ;;s a=$j("",2000000)
 ;;s a($j("",1200))=1,^a($j("",1200))=1
 ;;u "nodevice"
 ;;tc
 ;;tro
 ;;w @"1+"
 ;;w $p(1)
 ;;w (
 ;;s $ec=",M13,"
 ;;s $ec=",Z5,"
 ;;s $h=1
 ;;zm 150373850:"v"
 ;;w $ztoldval
 ;;w $st(0,"Q")
 ;;w $na(a(1),-1)
 ;;w $o(a)
 ;;w "a"?1Q
 ;;m a=a(1)
 ;;s *a=1
