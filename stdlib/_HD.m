%HD ; Hexadecimal to decimal: %HD becomes the decimal number
 s %HD=$$FUNC(%HD) q
INT ; asks for the number
 r !,"Hexidecimal: ",%HD s %HD=$$FUNC(%HD) q
FUNC(h) q $$FROM^%RADIX(h,16)
