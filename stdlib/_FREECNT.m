%FREECNT ; Free and all blocks of the database, and its file
 n free,region,total
 w "Region          Free     Total          Database file",!
 w "------          ----     -----          -------------",!
 s region=$view("GVFIRST")
 f  q:region=""  d line s region=$view("GVNEXT",region)
 q
line s free=$view("FREEBLOCKS",region),total=$view("TOTALBLOCKS",region)
 w region,?11,$j(free,8),$j(total,10)," (",$j($s(total:free/total*100,1:0),5,1),"%) ",$view("GVFILE",region),!
 q
