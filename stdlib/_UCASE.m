%UCASE ; Upper case: %S in capital letters
 s %S=$$FUNC(%S) q
INT ; asks for the text
 n %S
 r !,"String: ",%S w !,"Upper: ",$$FUNC(%S),! q
FUNC(s) q $zco(s,"U")
