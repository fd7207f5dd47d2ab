PRREADN ; READ x#n and READ * from the principal device
 r a#3 w "[",a,"] ",$x,! r a w "[",a,"]",!
 r a#4 w "[",a,"]",! r a#4 w "[",a,"]",! r a#4 w "[",a,"]",!
 r *b w b,! r *b w b,! r *b w b,! r *b w b,!
 r a#1 w a,! r a#100 w a,!
 r *b w b," ",$zeof,!
 r *b w b," ",$zeof,!
 q
