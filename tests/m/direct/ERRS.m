ERRS ; errors in direct mode: syntax with caret, run time, inside routines
 q
go s a=1
 s b=a/0
 w "after error",!
 q
