%GSEL ; Selects globals: their names are the subscripts of %ZG, their number is its value
 k %ZG
CALL ; adds to what %ZG has already
 n %ZGname
 s %ZG=0,%ZGname="" f  s %ZGname=$o(%ZG(%ZGname)) q:%ZGname=""  s %ZG=%ZG+1
 d LOOP(1)
 q
GD ; each answer is a selection of its own
 k %ZG d LOOP(0)
 q
LOOP(add) n text
 f  s text=$$ASK^%MRUNIO("Global ^") q:text=""  d ANSWER(text)
 q
ANSWER(text) n all,drop,name,out,part
 s part="1(1A,1""%"",1""*"",1""?"").(1AN,1""%"",1""*"",1""?"")"
 i text="?" d HELP q
 i add,$zco(text,"U")="?D" s name="" f  s name=$o(%ZG(name)) q:name=""  d LIST^%MRUNIO(name)
 i  d TOTAL q
 i text?1"?"1.E,$zco(text,"U")'="?D" w "%GSEL-E-ILLEGALUSE Illegal use of ""?"". Only valid as 1st character when ""?D"" or ""?d""",! q
 s drop=add&($e(text)="'") s:drop text=$e(text,2,$l(text))
 s text=$$NAME($p(text,":"))_$s(text[":":":"_$$NAME($p(text,":",2,9)),1:"")
 i '(text?@part!($p(text,":")?@part&($p(text,":",2,9)?@part))) w "%GSEL-E-INVALIDGBL Search string either uses invalid characters or is improperly formated",! q
 k:'add %ZG s:'add %ZG=0
 s name="^%" f  s:$d(@name) all($e(name,2,$l(name)))="" s name=$o(@name) q:name=""
 d SELECT^%MRUNIO(text,"%?",.all,.out)
 s name="" f  s name=$o(out(name)) q:name=""  d:''$d(%ZG("^"_name))=drop
 . d LIST^%MRUNIO("^"_name)
 . i drop k %ZG("^"_name) s %ZG=%ZG-1
 . e  s %ZG("^"_name)="",%ZG=%ZG+1
TOTAL w !,$s(add:"Current total",1:"Total")," of ",$$COUNT^%MRUNIO(%ZG,"global"),".",! q
NAME(text) q $e(text,text?1"^".E+1,$l(text))
HELP w !,"  <RET>                  to leave"
 w !,"  ""*""                    for all"
 w !,"  global                 for 1 global"
 w !,"  global1:global2        for a range"
 w !,"  ""*"" as a wildcard      permitting any number of characters"
 w !,"  ""%"" as a wildcard      for a single character in positions other than the first"
 w !,"  ""?"" as a wildcard      for a single character in positions other than the first"
 q:'add
 w !,"  ""'"" as the 1st character",!,"                         to remove globals from the list"
 w !,"  ?D                     for the currently selected globals",!
 q
