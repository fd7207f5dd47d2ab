rand03 ; many patterns on many strings
 n x s x(1)="",x(2)="a",x(3)="ab",x(4)="aab1",x(5)="A-1",x(6)="12",x(7)="abcabc",x(8)="a1b2",x(9)="--x",x(10)="aaaa"
 w "0.2AN " f i=1:1:10 w x(i)?0.2AN
 w !
 w "3C0.2P3U " f i=1:1:10 w x(i)?3C0.2P3U
 w !
 w ".(2L1.2(.3C,.3LU).A,1.A)3(1E1.A,1.2A)1.NP " f i=1:1:10 w x(i)?.(2L1.2(.3C,.3LU).A,1.A)3(1E1.A,1.2A)1.NP
 w !
 w "2P0.2NP " f i=1:1:10 w x(i)?2P0.2NP
 w !
 w "0.2P " f i=1:1:10 w x(i)?0.2P
 w !
 w "1.2""aa"" " f i=1:1:10 w x(i)?1.2"aa"
 w !
 w ".3(1.2E,1.A.""""1.(1.A,.3""""))1.2L2""b"" " f i=1:1:10 w x(i)?.3(1.2E,1.A.""1.(1.A,.3""))1.2L2"b"
 w !
 w "1.2P.A1.2""-"" " f i=1:1:10 w x(i)?1.2P.A1.2"-"
 w !
 w "2P.3"""" " f i=1:1:10 w x(i)?2P.3""
 w !
 w "3""aa"".3""x"".NP " f i=1:1:10 w x(i)?3"aa".3"x".NP
 w !
 w "1.2NP2(1.N.3""a"",1.""x""2(3AN,2""-"".A)1.2L) " f i=1:1:10 w x(i)?1.2NP2(1.N.3"a",1."x"2(3AN,2"-".A)1.2L)
 w !
 w "0.2""x"" " f i=1:1:10 w x(i)?0.2"x"
 w !
 w "1C1AN " f i=1:1:10 w x(i)?1C1AN
 w !
 w "1""ab""2A " f i=1:1:10 w x(i)?1"ab"2A
 w !
 w "1.LU " f i=1:1:10 w x(i)?1.LU
 w !
 w ".3LU " f i=1:1:10 w x(i)?.3LU
 w !
 w ".C1.L " f i=1:1:10 w x(i)?.C1.L
 w !
 w "1NP2U " f i=1:1:10 w x(i)?1NP2U
 w !
 w "1.AN1.NP " f i=1:1:10 w x(i)?1.AN1.NP
 w !
 w "1.2NP.(3""ab""1.E2C,1LU1.2A1.2NP)1(1.A.3(2A,1U),1.N1.2AN0.2"""") " f i=1:1:10 w x(i)?1.2NP.(3"ab"1.E2C,1LU1.2A1.2NP)1(1.A.3(2A,1U),1.N1.2AN0.2"")
 w !
 w ".3C2"""" " f i=1:1:10 w x(i)?.3C2""
 w !
 w "2AN3LU1.2AN " f i=1:1:10 w x(i)?2AN3LU1.2AN
 w !
 w "0.2""1""1.2A.3(.E2LU,.3L) " f i=1:1:10 w x(i)?0.2"1"1.2A.3(.E2LU,.3L)
 w !
 w "1.(0.2N,0.2E0.2N1C)0.2AN2U " f i=1:1:10 w x(i)?1.(0.2N,0.2E0.2N1C)0.2AN2U
 w !
 w ".P.3L " f i=1:1:10 w x(i)?.P.3L
 w !
 w "0.2NP " f i=1:1:10 w x(i)?0.2NP
 w !
 w ".3C3U " f i=1:1:10 w x(i)?.3C3U
 w !
 w "1""a""1.""""1.2L " f i=1:1:10 w x(i)?1"a"1.""1.2L
 w !
 w "1.2C " f i=1:1:10 w x(i)?1.2C
 w !
 w "1.2AN " f i=1:1:10 w x(i)?1.2AN
 w !
 w "1U1.2L " f i=1:1:10 w x(i)?1U1.2L
 w !
 w ".C.NP " f i=1:1:10 w x(i)?.C.NP
 w !
