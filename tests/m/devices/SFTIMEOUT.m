SFTIMEOUT ; OPEN and READ with timeouts on files and $TEST
 i 0
 o "a.txt":newversion:1 w $t,!
 u "a.txt" w "abc",!,"def",! c "a.txt"
 i 0
 o "a.txt":readonly:0 u 0 w $t,!
 i 0
 u "a.txt" r x:5 u 0 w x,$t,!
 u "a.txt" r x#2:0 u 0 w x,$t,!
 u "a.txt" r *x:0 u 0 w x,$t,!
 u "a.txt" r x:0 u 0 w "[",x,"]",$t,$zeof,!
 c "a.txt"
 s $et="w $zs,"" t="",$t,! s $ec="""""
 i 1
 o "missing":readonly:0 w "opened? ",$t,!
 q
