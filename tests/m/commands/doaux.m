doaux ; called by do
 w "in doaux",!
 q
