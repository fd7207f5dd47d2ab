rand02 ; many patterns on many strings
 n x s x(1)="",x(2)="a",x(3)="ab",x(4)="aab1",x(5)="A-1",x(6)="12",x(7)="abcabc",x(8)="a1b2",x(9)="--x",x(10)="aaaa"
 w "1NP0.2P " f i=1:1:10 w x(i)?1NP0.2P
 w !
 w ".3P " f i=1:1:10 w x(i)?.3P
 w !
 w "2""b"" " f i=1:1:10 w x(i)?2"b"
 w !
 w "2""a""0.2A " f i=1:1:10 w x(i)?2"a"0.2A
 w !
 w "3L " f i=1:1:10 w x(i)?3L
 w !
 w "1.(0.2E2E,1.C2L).N " f i=1:1:10 w x(i)?1.(0.2E2E,1.C2L).N
 w !
 w ".A.3(1(.3NP,1.2""aa""2A.3A),1.2A).3P " f i=1:1:10 w x(i)?.A.3(1(.3NP,1.2"aa"2A.3A),1.2A).3P
 w !
 w ".C " f i=1:1:10 w x(i)?.C
 w !
 w "2""ab"".""-"" " f i=1:1:10 w x(i)?2"ab"."-"
 w !
 w "1.""a"".3AN1.2E " f i=1:1:10 w x(i)?1."a".3AN1.2E
 w !
 w "3E0.2(2N.3AN.(1.""b"",3""x""3E),1.LU0.2(.L,0.2E.3A)1.E)1.E " f i=1:1:10 w x(i)?3E0.2(2N.3AN.(1."b",3"x"3E),1.LU0.2(.L,0.2E.3A)1.E)1.E
 w !
 w "1""a"" " f i=1:1:10 w x(i)?1"a"
 w !
 w "1.C3N " f i=1:1:10 w x(i)?1.C3N
 w !
 w "1.2""ab"".C " f i=1:1:10 w x(i)?1.2"ab".C
 w !
 w "1.E2(1.(1.LU0.2""x"",1.2A2NP)3""1"",1.2A) " f i=1:1:10 w x(i)?1.E2(1.(1.LU0.2"x",1.2A2NP)3"1",1.2A)
 w !
 w ".AN " f i=1:1:10 w x(i)?.AN
 w !
 w "0.2NP1.C " f i=1:1:10 w x(i)?0.2NP1.C
 w !
 w "3""1""1.2AN3AN " f i=1:1:10 w x(i)?3"1"1.2AN3AN
 w !
 w "1LU0.2""a"" " f i=1:1:10 w x(i)?1LU0.2"a"
 w !
 w "1(3(.""-"".A.3A,3N),2""ab""3N1""a"") " f i=1:1:10 w x(i)?1(3(."-".A.3A,3N),2"ab"3N1"a")
 w !
 w "1.2LU3N " f i=1:1:10 w x(i)?1.2LU3N
 w !
 w "3""a"".U " f i=1:1:10 w x(i)?3"a".U
 w !
 w ".L1.LU1.2U " f i=1:1:10 w x(i)?.L1.LU1.2U
 w !
 w ".U2""aa"" " f i=1:1:10 w x(i)?.U2"aa"
 w !
 w "1AN1A " f i=1:1:10 w x(i)?1AN1A
 w !
 w "0.2U0.2""x"" " f i=1:1:10 w x(i)?0.2U0.2"x"
 w !
 w "1LU.3N " f i=1:1:10 w x(i)?1LU.3N
 w !
 w "3""aa""1N0.2N " f i=1:1:10 w x(i)?3"aa"1N0.2N
 w !
 w "0.2AN1.""aa"" " f i=1:1:10 w x(i)?0.2AN1."aa"
 w !
 w "1.2P1.2P " f i=1:1:10 w x(i)?1.2P1.2P
 w !
 w "1.2U " f i=1:1:10 w x(i)?1.2U
 w !
 w ".(1.2LU1C,1L) " f i=1:1:10 w x(i)?.(1.2LU1C,1L)
 w !
