untrapund ; undefined in a nested call untrapped
 w "start",!
 f i=1:1:3 d b(i)
 q
b(n) w n,! x:n=2 "w undefinedvar" q
