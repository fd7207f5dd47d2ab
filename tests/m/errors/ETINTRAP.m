ETINTRAP ; an error in the trap text goes to the level below
 n lab f lab="a","b","c" d go w lab," done",!
 q
go n $et s $et="w ""go: "",$ec,"" st="",$st,"" "",$zs,! s $ec="""""
 d @lab
 w "go not reached",!
 q
a n $et s $et="w ""a trap "",$st,! s x=nosuch"
 s x=1/0
 w "not reached"
 q
b n $et s $et="bad syntax here"
 s x=1/0
 w "not reached"
 q
c n $et s $et="d h"
 s x=1/0
 w "not reached"
 q
h w "h ",$st,! s x=$$nope^ETINTRAP
 q
