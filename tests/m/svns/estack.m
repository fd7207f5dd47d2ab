estack ; $ESTACK and $STACK
 w "$es => ",$es,!
 w "$st => ",$st,!
 d a,b x "w $es,$st,!" s x=$$c w x,!
 n $estack
 w "$es => ",$es,!
 d a,b
 q
a w "a ",$es," ",$st,! q
b n $es w "b ",$es," ",$st,! d a q
c() w "c ",$es," ",$st,! q $st
