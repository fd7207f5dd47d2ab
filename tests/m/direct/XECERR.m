XECERR ; errors inside XECUTE and indirection typed at the prompt and called from it
 q
go x "s a=1 s b=a/0 s c=3"
 w "after",!
 q
ind s v="nosuch(1)" w @v
 q
