SFCLOSE2 ; a second OPEN of an open file, USE keeps its place, many devices at once
 f i=1:1:5 o "f"_i:newversion
 f j=1:1:3 f i=5:-1:1 u "f"_i w "line ",j," of ",i,! s x("f"_i)=$x_","_$y
 u 0 zwr x
 f i=1:1:5 c "f"_i
 o "f1":readonly,"f2":readonly u "f1" r a u "f2" r b u "f1" r c u 0 w a,"|",b,"|",c,!
 o "f1":readonly u "f1" r d u 0 w d,!
 w $io=$principal," " u "f2" s io=$io c "f2" w io," ",$io=$p,!
 s $et="w $zs,! s $ec="""""
 u "f2" w "no",!
 q
