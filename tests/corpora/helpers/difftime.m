difftime(to,from) ; seconds from one $HOROLOG to another
 q ($p(to,",")-$p(from,",")*86400)+$p(to,",",2)-$p(from,",",2)
