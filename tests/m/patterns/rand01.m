rand01 ; many patterns on many strings
 n x s x(1)="",x(2)="a",x(3)="ab",x(4)="aab1",x(5)="A-1",x(6)="12",x(7)="abcabc",x(8)="a1b2",x(9)="--x",x(10)="aaaa"
 w "2NP.NP.3LU " f i=1:1:10 w x(i)?2NP.NP.3LU
 w !
 w ".3A0.2"""" " f i=1:1:10 w x(i)?.3A0.2""
 w !
 w ".3AN1(1.2E.(1.""aa"".""1""1.2A,0.2LU1.L),2LU.C)1.(.(1.2P1.2AN,1.2A)2LU.3""x"",.3L1.2NP) " f i=1:1:10 w x(i)?.3AN1(1.2E.(1."aa"."1"1.2A,0.2LU1.L),2LU.C)1.(.(1.2P1.2AN,1.2A)2LU.3"x",.3L1.2NP)
 w !
 w "2(.3C,1E1A)2P " f i=1:1:10 w x(i)?2(.3C,1E1A)2P
 w !
 w "3U " f i=1:1:10 w x(i)?3U
 w !
 w "3U2(.3(2U.3E,.3C1""a""0.2A),1C2P) " f i=1:1:10 w x(i)?3U2(.3(2U.3E,.3C1"a"0.2A),1C2P)
 w !
 w "1(1L3L,1(0.2P,2E))1P3""1"" " f i=1:1:10 w x(i)?1(1L3L,1(0.2P,2E))1P3"1"
 w !
 w ".3(2E,1.P3""1"") " f i=1:1:10 w x(i)?.3(2E,1.P3"1")
 w !
 w "1C1AN " f i=1:1:10 w x(i)?1C1AN
 w !
 w "1.2""aa""1.2AN.N " f i=1:1:10 w x(i)?1.2"aa"1.2AN.N
 w !
 w "3""""1.2(3N0.2AN,.AN)1.C " f i=1:1:10 w x(i)?3""1.2(3N0.2AN,.AN)1.C
 w !
 w "1.2""""1.P " f i=1:1:10 w x(i)?1.2""1.P
 w !
 w "1""ab"" " f i=1:1:10 w x(i)?1"ab"
 w !
 w ".3U " f i=1:1:10 w x(i)?.3U
 w !
 w "1E.E " f i=1:1:10 w x(i)?1E.E
 w !
 w "1.E " f i=1:1:10 w x(i)?1.E
 w !
 w ".C " f i=1:1:10 w x(i)?.C
 w !
 w "1L1.C " f i=1:1:10 w x(i)?1L1.C
 w !
 w ".(1.""b"",2U).3""-"" " f i=1:1:10 w x(i)?.(1."b",2U).3"-"
 w !
 w "0.2""1""1.2""a"" " f i=1:1:10 w x(i)?0.2"1"1.2"a"
 w !
 w "2E " f i=1:1:10 w x(i)?2E
 w !
 w "3NP1.2L3AN " f i=1:1:10 w x(i)?3NP1.2L3AN
 w !
 w ".3N " f i=1:1:10 w x(i)?.3N
 w !
 w "1.2A " f i=1:1:10 w x(i)?1.2A
 w !
 w "0.2E " f i=1:1:10 w x(i)?0.2E
 w !
 w ".3E1(.""1""1.C1C,.C.C) " f i=1:1:10 w x(i)?.3E1(."1"1.C1C,.C.C)
 w !
 w ".3""b""1.N.E " f i=1:1:10 w x(i)?.3"b"1.N.E
 w !
 w ".""1"" " f i=1:1:10 w x(i)?."1"
 w !
 w "2E1.2""b""0.2C " f i=1:1:10 w x(i)?2E1.2"b"0.2C
 w !
 w "2LU " f i=1:1:10 w x(i)?2LU
 w !
 w "1.(1.""a""1E0.2U,1.2P.N) " f i=1:1:10 w x(i)?1.(1."a"1E0.2U,1.2P.N)
 w !
 w "1.2AN0.2N " f i=1:1:10 w x(i)?1.2AN0.2N
 w !
