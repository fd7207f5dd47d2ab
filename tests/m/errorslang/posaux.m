posaux ; helper
 q
top w "top "
 w "x "
 w zz q
f(n) ;
 q 1/n
