UNTRAPIN ; an error that nothing traps under -run goes to direct mode and reads commands
 w "before",!
 d a(5)
 w "after, x=",x,!
 q
a(n) s x=n/(n-5) w "continued",!
 q
