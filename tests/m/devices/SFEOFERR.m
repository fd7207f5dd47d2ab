SFEOFERR ; reading past the end: first an empty value, then IOEOF
 s f="a.txt" o f:newversion u f w "one",! c f
 o f:readonly u f
 r a,b u 0 w "a=",a," b=",b," eof=",$zeof,!
 s $et="u 0 w $zs,! s $ec="""" c f zg 1:end"
 u f r c u 0 w "c=",c," ",$zeof,!
 u f r d u 0 w "d=",d," ",$zeof,!
end w "end",!
 q
