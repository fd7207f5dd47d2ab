PIPETMO ; READ with timeouts on a PIPE: partial line, nothing, end
 s p="p" o p:(command="printf abc; sleep 1; echo def; sleep 1; echo end")::"PIPE" u p
 r a#2:5 s t=$t u 0 w a," ",t,!
 u p r b:0.3 s t=$t u 0 w b," ",t,!
 u p r c:5 s t=$t u 0 w c," ",t,!
 u p r d:0 s t=$t,e=$zeof u 0 w "[",d,"] ",t," ",e,!
 u p r d:5 s t=$t,e=$zeof u 0 w "[",d,"] ",t," ",e,!
 u p r d:5 s t=$t,e=$zeof u 0 w "[",d,"] ",t," ",e,!
 c p
 q
