entry ; entryref indirection
 n x,y
 s x="s1" d @x s x="s1^entry" d @x s x="s1+1" d @x s x="s1+1^entry" d @x
 s x="s1",y="entry" d @x^@y d s1^@y d @x^entry d s1+1^@y d @x+1^@y d @x+1
 s x="^entryaux" d @x s y="entryaux" d ^@y
 s x="t1" d @x^@y w $t(@x^@y),!
 s x="f(5)" w $$@"f"(3),!
 s x="p(1)" d @x s x="p" d @x@(2)
 q
s1 w "s1 "
 w "s1+1",! q
f(n) q n*2
p(n) w "p",n,! q
