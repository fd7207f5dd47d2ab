LONG ; long input lines and many commands on one line
 q
