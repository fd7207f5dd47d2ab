%OH ; Octal to hexadecimal: %OH becomes the hexadecimal number, empty if it was not octal
 s %OH=$$FUNC(%OH) q
INT ; asks for the number
 r !,"Octal: ",%OH w:$$FUNC(%OH)="" !,"Input must be an octal number" s %OH=$$FUNC(%OH) q
FUNC(o) q:$tr(o,"01234567")'="" "" q $$TO^%RADIX($$FROM^%RADIX(o,8),16)
