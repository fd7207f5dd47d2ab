rsel ; %RSEL and %RD
 d ^%RSEL w "|",! zwr %ZR d CALL^%RSEL w "|",! zwr d ^%RD,SRC^%RD,SRC^%RSEL zwr
 n p k  f p="zr*","zra?aux","zraaux:zrbaux","'zr*","nosuch","zraaux,zrbaux","","%zrx*" d SILENT^%RSEL(p) w p,! zwr
 f p="SRC","CALL","OBJ" k  d SILENT^%RSEL("zrabaux") d SILENT^%RSEL("zrbaux",p) w p,! zwr
 q
