nested ; nested indirection in references
 k ^VV s B="B"
 s ^VV="@VV@(B,""C"")",VV="@^VV(""A"")",^VV("A")="^VV(""a"")"
 s ^VV("a",B,"C")="aBC"
 w $g(@^VV,2),!
 w @^VV,!
 k ^VV s Y="y",X="X(1)",X1="X(1)",X(1)=3
 s ^VV="@^VV(""X"",@X1)@(@X)",^VV(1)="^VV(""X"")",^VV("X",3)="^VV(Y,Y)"
 s ^VV("y","y",3,12,456)="QQQ"
 w $g(@^VV@(12,456),1),!
 w @^VV@(12,456),!
 q
