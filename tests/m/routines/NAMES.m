NAMES ; variable and routine names: length 31, %, case, digits; longer names are cut
 s abcdefghijklmnopqrstuvwxyz01234=1 w abcdefghijklmnopqrstuvwxyz01234,!
 s abcdefghijklmnopqrstuvwxyz012345678=2 w abcdefghijklmnopqrstuvwxyz01234,! zwr
 k  s %=1,%a1=2,A=3,a=4,a1b2=5 zwr
 d longlabelname1234567890123456789012345 q
longlabelname1234567890123456789012345 w "long label cut",! q
