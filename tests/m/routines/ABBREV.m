ABBREV ; commands and functions in every length and case
 Set a=1 SET b=2 s c=3 sEt d=4 WRITE a Write b w c wRiTe d,! w $LENGTH("ab"),$Length("a"),$l("abc"),$Piece("a,b",",",2),$P("a,b",","),$p("x,y",",",2),!
 If a=1 Write "if",! IF 0
 Else  Write "else",!
 eLSE  w "else2",!
 For i=1:1:2 Do sub
 Kill a,b NEW z New y n x QUIT:0  w $Data(a),$D(c),$Order(q("")),$Get(a,"none"),!
 XECUTE "w ""x"",!" Xecute "w ""y"",!" Goto end
sub w "sub " Quit
end w !,$Extract("abc",2),$E("abc"),$Find("abc","b"),$F("abc","c"),$Justify(1,3),$J(2,3),$Random(1),$R(1),$Select(1:"s"),$S(1:"t"),$Test,$T,!
 w $Translate("a","a","b"),$TR("a","a","c"),$FNumber(1,"+"),$FN(1,"+"),$Name(a),$NA(b),$QLength("a(1)"),$QL("a"),$QSubscript("a(1)",1),$QS("a(1)",0),$REverse("ab"),$RE("cd"),$STack,$ST,$TLevel,$TL,!
 Quit
