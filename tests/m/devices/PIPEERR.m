PIPEERR ; writing to a command that has gone; writes after /EOF; EXCEPTION at the end
 s p="p",$et="u 0 w $p($zs,"","",3,9),! s $ec="""" q"
 d a,b,c
 q
a o p:(command="exit 0")::"PIPE" h .2 u p f i=1:1:3 w "x",!
 u 0 w "no error",! c p q
b c p o p:(command="cat")::"PIPE" u p w "a",! w /eof r x w "b",!
 u 0 w "no error ",x,! q
c c p o p:(command="echo 1":exception="u 0 w ""exc "",$p($zs,"","",3,9),! q")::"PIPE" u p r x,y u 0 w x,"|",y,!
 u p r z
 u 0 w "after",! q
