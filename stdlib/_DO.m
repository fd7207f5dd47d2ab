%DO ; Decimal to octal: %DO becomes the number, in at least %DL digits (12 unless set)
 s %DO=$$FUNC(%DO,$g(%DL,12)) q
INT ; asks for the number and the digits
 n %DL
 r !,"Decimal: ",%DO,!,"Digits:  ",%DL s:%DL="" %DL=12 s %DO=$$FUNC(%DO,%DL) q
FUNC(d,l) q $$FIXED^%RADIX(d,8,$g(l,12))
