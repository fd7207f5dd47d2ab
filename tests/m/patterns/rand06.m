rand06 ; many patterns on many strings
 n x s x(1)="",x(2)="a",x(3)="ab",x(4)="aab1",x(5)="A-1",x(6)="12",x(7)="abcabc",x(8)="a1b2",x(9)="--x",x(10)="aaaa"
 w "1.C " f i=1:1:10 w x(i)?1.C
 w !
 w "1.""1"" " f i=1:1:10 w x(i)?1."1"
 w !
 w "1.2E " f i=1:1:10 w x(i)?1.2E
 w !
 w ".E.3N " f i=1:1:10 w x(i)?.E.3N
 w !
 w "3""1"" " f i=1:1:10 w x(i)?3"1"
 w !
 w ".NP3LU " f i=1:1:10 w x(i)?.NP3LU
 w !
 w "1.NP2(1.P1(1N0.2AN,1.2""x""0.2NP.3NP),3LU1.2""aa""2AN) " f i=1:1:10 w x(i)?1.NP2(1.P1(1N0.2AN,1.2"x"0.2NP.3NP),3LU1.2"aa"2AN)
 w !
 w "1.2""aa""2A " f i=1:1:10 w x(i)?1.2"aa"2A
 w !
 w ".3N.3(0.2E1.A,3NP3(1.2E.3""aa"",0.2A1.2C1AN)1.2C) " f i=1:1:10 w x(i)?.3N.3(0.2E1.A,3NP3(1.2E.3"aa",0.2A1.2C1AN)1.2C)
 w !
 w "1(1.LU.3N,.""1"").3""b"" " f i=1:1:10 w x(i)?1(1.LU.3N,."1").3"b"
 w !
 w "1.""ab"" " f i=1:1:10 w x(i)?1."ab"
 w !
 w "1.A " f i=1:1:10 w x(i)?1.A
 w !
 w "1.2N.3L3LU " f i=1:1:10 w x(i)?1.2N.3L3LU
 w !
 w "1(2E,1.C)1.""x"" " f i=1:1:10 w x(i)?1(2E,1.C)1."x"
 w !
 w ".NP " f i=1:1:10 w x(i)?.NP
 w !
 w "1.2C " f i=1:1:10 w x(i)?1.2C
 w !
 w "0.2C " f i=1:1:10 w x(i)?0.2C
 w !
 w "2U.3U2A " f i=1:1:10 w x(i)?2U.3U2A
 w !
 w "3L3C " f i=1:1:10 w x(i)?3L3C
 w !
 w "1.C1""-""1N " f i=1:1:10 w x(i)?1.C1"-"1N
 w !
 w "3AN1.2""x"" " f i=1:1:10 w x(i)?3AN1.2"x"
 w !
 w "1.2NP " f i=1:1:10 w x(i)?1.2NP
 w !
 w "1.2C1A3LU " f i=1:1:10 w x(i)?1.2C1A3LU
 w !
 w "1""-"" " f i=1:1:10 w x(i)?1"-"
 w !
 w "3AN " f i=1:1:10 w x(i)?3AN
 w !
 w "1(1.""-""1.2""aa""2C,0.2E.3NP) " f i=1:1:10 w x(i)?1(1."-"1.2"aa"2C,0.2E.3NP)
 w !
 w "1.U " f i=1:1:10 w x(i)?1.U
 w !
 w "2""ab""2""-"" " f i=1:1:10 w x(i)?2"ab"2"-"
 w !
 w "1.2NP1.2(2LU1A,.3NP) " f i=1:1:10 w x(i)?1.2NP1.2(2LU1A,.3NP)
 w !
 w "1""b"" " f i=1:1:10 w x(i)?1"b"
 w !
 w "0.2A " f i=1:1:10 w x(i)?0.2A
 w !
 w "0.2E.AN " f i=1:1:10 w x(i)?0.2E.AN
 w !
