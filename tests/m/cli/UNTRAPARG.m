UNTRAPARG ; an untrapped error with commands waiting on standard input
 w $zcmdline,!
 s x=nosuch
 w "resumed with ",x,!
 q
