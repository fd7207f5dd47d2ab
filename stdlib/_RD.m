%RD ; Lists the names of routines
SRC n %ZR
 w !,"Routine directory" d RD^%RSEL("m") q
OBJ n %ZR
 w !,"Routine directory" d RD^%RSEL("mo") q
LIB ; those whose names begin with a %
 n %ZR,name
 w !,"Routine directory",! d SILENT^%RSEL("%*")
 s name="" f  s name=$o(%ZR(name)) q:name=""  d LIST^%MRUNIO(name)
 w !,"Total of ",$$COUNT^%MRUNIO(%ZR,"routine"),".",!
 q
