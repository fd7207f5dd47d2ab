errors ; calls that fail
 DO e("d s(1,2,3)")
 DO e("d s(1,.a) w a")
 DO e("d nolist(1)")
 DO e("d nosuch(1)")
 DO e("w $$s(1,2)")
 DO e("w $$val(1)")
 DO e("w $$val(.a)")
 DO e("w $$val")
 DO e("w $$val()")
 DO e("w $$nolist()")
 DO e("w $$nolist")
 DO e("d ^errors(1)")
 DO e("d s(zz)")
 DO e("d s(.a(1))")
 DO e("d s(.^g)")
 DO e("d s(1,")
 DO e("d s(1")
 DO e("d s(.a+1)")
 DO e("w $$val(1)_$$val(zz)")
 DO e("w $$val^nosuchrtn(1)")
 DO e("d val^nosuchrtn(1)")
 DO e("d s(1):0 w ""ok""")
 DO e("d s():1 w ""ok""")
 DO e("w $$@""val""(7)")
 DO e("d s+1(1)")
 DO e("d s+1")
 q
s(x,y) s y="set" q
nolist q
val(v) q v
 quit
e(zc)	new $etrap
	set $etrap="write ""<"",$piece($zstatus,"","",3,9),"">"",! set $ecode="""" quit"
	write zc," : " xecute zc write !
	quit
