prompt ;
 quit
