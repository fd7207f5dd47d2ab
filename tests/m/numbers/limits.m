limits ; magnitude limits at run time
 n b,i s b=1E46
 WRITE "b => ",b,!
 WRITE "b*9 => ",b*9,!
 WRITE "b+b => ",b+b,!
 WRITE "-b*9 => ",-b*9,!
 D e("w b*10")
 D e("w -b*10")
 D e("w b*b")
 D e("w b+(b*9)")
 D e("w 1E46*1E46")
 s b=1E-43
 WRITE "b => ",b,!
 WRITE "b/1 => ",b/1,!
 WRITE "b*1 => ",b*1,!
 WRITE "b/10 => ",b/10,!
 WRITE "b/100 => ",b/100,!
 WRITE "b*b => ",b*b,!
 WRITE "1E-30*1E-20 => ",1E-30*1E-20,!
 WRITE "1E-20*1E-20 => ",1E-20*1E-20,!
 WRITE "1E-22*1E-20 => ",1E-22*1E-20,!
 WRITE "1E30*1E16 => ",1E30*1E16,!
 WRITE "2**150 => ",2**150,!
 WRITE "2**154 => ",2**154,!
 D e("w 2**156")
 D e("w 10**47")
 D e("w 10**46")
 D e("w 10**100")
 WRITE "10**-43 => ",10**-43,!
 WRITE "10**-44 => ",10**-44,!
 WRITE "10**-100 => ",10**-100,!
 WRITE "2**-100 => ",2**-100,!
 WRITE "2**-143 => ",2**-143,!
 WRITE """1E46""+0 => ","1E46"+0,!
 D e("w ""1E50""+0")
 WRITE """1E-50""+0 => ","1E-50"+0,!
 D e("w ""1E400""[""E""")
 quit
e(zc) ;
 NEW $ETRAP SET $ETRAP="GOTO eh" W zc," ... " X zc W ! Q
eh W $ECODE," ",$P($ZSTATUS,",",3,99),! S $ECODE="" Q
