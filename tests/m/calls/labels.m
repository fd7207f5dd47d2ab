labels ; label forms and offsets
 d lab d lab+0 d lab+1 d lab+2 d lab^labels d lab+1^labels
 d %l,%,a1b2,LAB,Lab,12,012
 d lab+1+1 s n=2 d lab+n d lab+(n-1)
 d longlabelname1234567890123456789x
 w $t(lab),"|",$t(lab+1),"|",$t(+1),"|",$t(lab+1^labels),!
 w $t(nosuch),"|",$t(+999),"|",$t(+0),"|",$t(+0^labels),"|",!
 d lab+1^labels,lab
 q
lab w "lab "
 w "lab+1 "
 w "lab+2",! q
% w "pct" q
%l w "pctl" q
a1b2 w "a1b2" q
LAB w "LAB" q
Lab w "Lab" q
12 w "twelve" q
012 w "zero12",! q
longlabelname1234567890123456789x w "long",! q
