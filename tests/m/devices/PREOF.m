PREOF ; READ at the end of the principal device: $ZEOF, then an error, with EXCEPTION and CTRAP set
 u $p:exception="w ""exc "",$p($zs,"","",3,9),! h"
 r a w "[",a,"] ",$zeof,!
 r a w "[",a,"] ",$zeof,!
 r a w "[",a,"] ",$zeof,!
 q
