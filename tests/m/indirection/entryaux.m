entryaux w "entryaux",! q
t1 w "t1 aux",! q
