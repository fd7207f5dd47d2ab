untrapped ; an error nobody traps
 w "before",!
 d a
 w "after",!
 q
a s x=1
 w x/0
 q
