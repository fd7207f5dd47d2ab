boolview ; VIEW FULL_BOOLEAN and texts compiled under it
 f v="NOFULL_BOOLEAN","FULL_BOOLEAN","FULL_BOOLWARN","NOFULL_BOOLEAN" view v w v," ",$view("FULL_BOOLEAN"),! d x
 q
x s y="1!$$t(0)" w $l(@("y")),! i @"0&$$t(1)" w "yes"
 e  w "no"
 w !
 q
t(z) w "t",z," " q z
