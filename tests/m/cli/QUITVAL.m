QUITVAL ; QUIT with a value from the routine that -run started
 w "before",!
 q 5
