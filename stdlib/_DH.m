%DH ; Decimal to hexadecimal: %DH becomes the number, in at least %DL digits (8 unless set)
 s %DH=$$FUNC(%DH,$g(%DL,8)) q
INT ; asks for the number and the digits
 n %DL
 r !,"Decimal: ",%DH,!,"Digits:  ",%DL s:%DL="" %DL=8 s %DH=$$FUNC(%DH,%DL) q
FUNC(d,l) q $$FIXED^%RADIX(d,16,$g(l,8))
