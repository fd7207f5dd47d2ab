PRIO ; $IO, $PRINCIPAL, USE 0, CLOSE of the principal device, ZSHOW "D" of it
 w $io=$principal," ",$l($p)," ",$io,! u 0 w $io,! u $p w $io,!
 c $p w "still",! c 0 w "still 2",!
 o $p u $p w "opened again",! zshow "d"
 u $p:(nowrap:width=50) zshow "d" u $p:exception="s x=1" zshow "d"
 o 0 u 0 w "zero",!
 q
