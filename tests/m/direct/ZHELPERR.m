ZHELPERR ; QUIT, HALT and unfinished frames at the end of the session
 q
deep d d2 q
d2 b
 q
