PARAMS(a,b) ; a routine whose first label has formal parameters, started by -run
 w $g(a,"no a"),$g(b,"no b"),!
 q
