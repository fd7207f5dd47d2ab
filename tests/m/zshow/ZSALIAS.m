ZSALIAS ; ZSHOW "V" and ZWRITE of values that are equal but not shared; KILL and re-creation
 s a(1)=1 m b=a s c=a(1)
 zshow "v" k a s a="new" zshow "v"
 q
