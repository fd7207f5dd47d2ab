PRTIMEOUT ; READ with timeouts from a principal device at its end and before
 i 0
 r a:1 w $t," ",a,!
 i 0
 r a:0 w $t," ",a,!
 i 0
 r *a:1 w $t," ",a,!
 i 1 r a#2:0 w $t," ",a,!
 i 1 r a:1 w $t," [",a,"] ",$zeof,!
 i 1 r *a:1 w $t," [",a,"] ",$zeof,!
 q
