ZMSG ; ZMESSAGE raises messages by number, with arguments
 s $et="g h"
 f i=150373210,150372778,150381786,150373978,150374834,2,13,5 d t(i)
 d u("150381378:""a""") d u("150373850:""one""") d u("150373210:1:2:3")
 d u("999999999") d u("""abc""") d u("0") d u("1") d u("150373211") d u("150373208")
 q
t(n) w n," " zm n
 w "went on",!
 q
u(a) w a," " x "zm "_a
 w "went on",!
 q
h w $zs," | ",$ec,! s $ec="" q
