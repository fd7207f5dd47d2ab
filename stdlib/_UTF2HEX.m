%UTF2HEX ; Bytes in hexadecimal digits: %U of %S
 s %U=$$FUNC(%S) q
INT ; asks for the text
 n %S
 r !,"String: ",%S s %U=$$FUNC(%S) q
FUNC(s) n i,u
 s u="" f i=1:1:$zl(s) s u=u_$$FUNC^%DH($za(s,i),2)
 q u
