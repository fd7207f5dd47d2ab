boolean1 ; gtm_boolean=1
 w $view("FULL_BOOLEAN"),!
 d all
 q
all d a,b,c,d,e q
a i 0&$$t(1) w "yes"
 e  w "no"
 w ! q
b w 1!$$t(0),! q
c s x=0&$$t(1)!$$t(2)&$$t(0) w x,! q
d w $s(1!$$t(1):"s",1:"n"),! q:0&$$t(1)  w 'x&$$t(0),! q
e s y="1!$$t(0)" w @y,! x "w 0&$$t(0),!" k ^q s ^q(1)=1 w 0&^(1),! q
t(z) w "t",z," " q z
