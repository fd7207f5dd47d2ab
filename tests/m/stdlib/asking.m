asking ; the routines for numbers and texts that ask
 n (i) f i=1:1:3 d INT^%DH,INT^%DO,INT^%HD,INT^%HO,INT^%OD,INT^%OH,INT^%EXP,INT^%SQROOT,INT^%LCASE,INT^%UCASE,INT^%UTF2HEX,INT^%HEX2UTF w "|",! zwr
 s %DH=255,%DO=64,%HD="ff",%HO="1F",%OD=17,%OH=777,%I=2,%J=10,%X=2,%S="aBc1",%U="414243"
 d ^%DH,^%DO,^%HD,^%HO,^%OD,^%OH,^%EXP,^%SQROOT zwr
 s %S="aBc1" d ^%LCASE zwr %S s %S="aBc1" d ^%UCASE zwr %S d ^%UTF2HEX,^%HEX2UTF zwr
 s %DL=4,%DH=10,%DO=-1 d ^%DH,^%DO zwr
 q
