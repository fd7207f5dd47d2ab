SFREADN ; READ x#n and READ *x on a file: ends of lines, end of the file
 s f="a.txt" o f:newversion u f w "abcdef",!,"gh",!,!,"i" c f
 o f:readonly u f f i=1:1:8 r x(i)#4 s x(i,"eof")=$zeof,x(i,"x")=$x q:$zeof
 u 0 zwr x k x c f
 o f:readonly u f f i=1:1:14 r *x(i) q:$zeof
 u 0 f i=1:1 q:'$d(x(i))  w x(i)," "
 w ! c f
 o f:readonly u f r a#2,*b,c u 0 zwr a,b,c c f
 s $et="u 0 w $zs,! s $ec="""""
 d bad("0") d bad("-1") d bad("""abc""")
 q
bad(n) o f:readonly u f x "r a#"_n u 0 w "[",a,"]",! c f q
