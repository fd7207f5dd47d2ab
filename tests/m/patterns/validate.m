validate ; practical validators
 n x
 f x="4111-1111","123","AB12 3CD","john@x.org","@x.org","a@b","10.0.0.1","1.2.3","#ff00aa","#GG0000","12/25/1999","1/5/99","13:59","1:5","Smith, John","smith","0x1F","-12.5e3","AAA-000" d
 . w x,":"
 . w:x?3U1"-"3N " plate"
 . w:x?1.AN1"@"1.AN1.(1"."1.A) " mail"
 . w:x?1.3N3(1"."1.3N) " ip"
 . w:x?1"#"6(1N,1"a",1"b",1"c",1"d",1"e",1"f") " colour"
 . w:x?1.2N1"/"1.2N1"/"2.4N " date"
 . w:x?1.2N1":"2N " time"
 . w:x?1U.L1", "1U.L " name"
 . w:x?1"0x"1.(1N,1"A",1"B",1"C",1"D",1"E",1"F") " hex"
 . w:x?.1"-"1.N.1(1"."1.N).1(1(1"e",1"E").1(1"+",1"-")1.N) " num"
 . w:x?4N1"-"4N " acct"
 . w !
