dispatch ; dispatch tables
 n op,a,b
 f op="add","sub","mul","div","bad" s a=12,b=4 d
 . i $t(@op)="" w op,": none",! q
 . d @op w op,"=",r,!
 f op="a+b","a-b","a*b","a\b","a#b","a_b","a=b","a<b" x "s r="_op w op," ",r,!
 s code="f i=1:1:3 w i,"" """ x code w !
 f i=1:1:3 s v="v"_i,@v=i*i
 f i=1:1:3 w @("v"_i)," "
 w ! s struct("name")="Ann",struct("age")=30
 f f="name","age","none" w f,"=",$g(@("struct("""_f_""")"),"?")," "
 w ! s (cb(1),cb(2))="hello" s cb(2)="bye" f i=1,2 d @cb(i)
 q
add s r=a+b q
sub s r=a-b q
mul s r=a*b q
div s r=a/b q
hello w "hello ",$zpos,! q
bye w "bye",! q
