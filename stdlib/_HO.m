%HO ; Hexadecimal to octal: %HO becomes the octal number
 s %HO=$$FUNC(%HO) q
INT ; asks for the number
 r !,"Hexadecimal: ",%HO s %HO=$$FUNC(%HO) q
FUNC(h) q:h["-" "" q $$TO^%RADIX($$FROM^%RADIX(h,16),8)
