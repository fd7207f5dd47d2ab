ZSD ; ZSHOW "D" without other devices, to the device and to a variable
 zshow "d" zshow "d":v zwr v
 zshow "*":all w $d(all("V")),$d(all("I")),$d(all("D")),$d(all("S")),$d(all("B")),$d(all("L")),$d(all("G")),$d(all("C")),!
 q
