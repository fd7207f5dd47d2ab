%D ; The date, as 21-NOV-26
 w $$FUNC q
INT s %DAT=$$FUNC q
FUNC() q $zd($h,"DD-MON-YY")
