%LCASE ; Lower case: %S in small letters
 s %S=$$FUNC(%S) q
INT ; asks for the text
 n %S
 r !,"String: ",%S w !,"Lower: ",$$FUNC(%S),! q
FUNC(s) q $zco(s,"L")
