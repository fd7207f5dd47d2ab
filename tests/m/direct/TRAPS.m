TRAPS ; traps set at the prompt and errors in routines
 q
sub n a s a=1
 s b=1/0
 w "sub went on",!
 q
