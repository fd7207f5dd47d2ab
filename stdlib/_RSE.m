%RSE ; Searches for a text in routines
 n %ZC,%ZD,%ZF,%ZR
 w !,"Routine Search for Every occurrence",!
 d ^%RSEL
 i '%ZR w !,"No routines selected" q
 s %ZF=$$ASK^%MRUNIO("Find string: ") i %ZF="" w "No search string to find - no search performed",! q
 w "Find all occurrences of:",!,">",%ZF,"<",!
 s %ZD=$$OUTPUT^%MRUNIO q:%ZD="^"
 d WORK^%RCE("Search for","found")
 q
CALL ; without asking: %ZF is the text, %ZR has routines, %ZD is an open device (the principal device unless set)
 d CALL^%RCE("found") q
