rand05 ; many patterns on many strings
 n x s x(1)="",x(2)="a",x(3)="ab",x(4)="aab1",x(5)="A-1",x(6)="12",x(7)="abcabc",x(8)="a1b2",x(9)="--x",x(10)="aaaa"
 w ".3LU " f i=1:1:10 w x(i)?.3LU
 w !
 w "1.2N1.N " f i=1:1:10 w x(i)?1.2N1.N
 w !
 w "1.N1.U2C " f i=1:1:10 w x(i)?1.N1.U2C
 w !
 w "1.2E1.2L " f i=1:1:10 w x(i)?1.2E1.2L
 w !
 w "1.(0.2(2""-"",1.A)1.(.E3L,3U)1.2""ab"",.NP3(2AN,2A)) " f i=1:1:10 w x(i)?1.(0.2(2"-",1.A)1.(.E3L,3U)1.2"ab",.NP3(2AN,2A))
 w !
 w "2AN " f i=1:1:10 w x(i)?2AN
 w !
 w "1.2C.""b"" " f i=1:1:10 w x(i)?1.2C."b"
 w !
 w ".N0.2U " f i=1:1:10 w x(i)?.N0.2U
 w !
 w ".P " f i=1:1:10 w x(i)?.P
 w !
 w ".3U1.2A0.2N " f i=1:1:10 w x(i)?.3U1.2A0.2N
 w !
 w "1.2(.L,.AN) " f i=1:1:10 w x(i)?1.2(.L,.AN)
 w !
 w "3(0.2(.3NP,.3L0.2""aa"")0.2(1.2NP3NP,2A)1.2(1.2""b""3""-""1.2""1"",1.2C1.LU),1A)0.2LU2A " f i=1:1:10 w x(i)?3(0.2(.3NP,.3L0.2"aa")0.2(1.2NP3NP,2A)1.2(1.2"b"3"-"1.2"1",1.2C1.LU),1A)0.2LU2A
 w !
 w ".3""ab"" " f i=1:1:10 w x(i)?.3"ab"
 w !
 w ".3C3P " f i=1:1:10 w x(i)?.3C3P
 w !
 w "1.NP " f i=1:1:10 w x(i)?1.NP
 w !
 w "0.2P1.2P " f i=1:1:10 w x(i)?0.2P1.2P
 w !
 w ".AN " f i=1:1:10 w x(i)?.AN
 w !
 w "1""x"".3(1(.NP1.AN0.2U,."""")2""b"",3NP) " f i=1:1:10 w x(i)?1"x".3(1(.NP1.AN0.2U,."")2"b",3NP)
 w !
 w "1E2P " f i=1:1:10 w x(i)?1E2P
 w !
 w ".3P1.2N.N " f i=1:1:10 w x(i)?.3P1.2N.N
 w !
 w "1.2A2LU " f i=1:1:10 w x(i)?1.2A2LU
 w !
 w "3U1.2E " f i=1:1:10 w x(i)?3U1.2E
 w !
 w "1.(0.2""x"",.3""ab"") " f i=1:1:10 w x(i)?1.(0.2"x",.3"ab")
 w !
 w "2N3P " f i=1:1:10 w x(i)?2N3P
 w !
 w "2""1"" " f i=1:1:10 w x(i)?2"1"
 w !
 w ".3""b""0.2AN2LU " f i=1:1:10 w x(i)?.3"b"0.2AN2LU
 w !
 w "3E " f i=1:1:10 w x(i)?3E
 w !
 w "3N1.U " f i=1:1:10 w x(i)?3N1.U
 w !
 w "3""b"" " f i=1:1:10 w x(i)?3"b"
 w !
 w "2A " f i=1:1:10 w x(i)?2A
 w !
 w "3NP.A " f i=1:1:10 w x(i)?3NP.A
 w !
 w ".3(1N0.2A,.3L)3L " f i=1:1:10 w x(i)?.3(1N0.2A,.3L)3L
 w !
