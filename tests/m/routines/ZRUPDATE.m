ZRUPDATE ; arguments of ZRUPDATE, and its errors
 new i
 for i="zruone.o","*.o","zru*.o","*","none.o","zruone","/nodir/x.o","zruone.o,zrutwo.o","1.o","zruone.txt","","/tmp/x.o","_x.o" do one(i)
 do two
 quit
one(x) ;
 set $etrap="write $zstatus,! set $ecode="""" quit"
 write "--- ",x,!
 zrupdate x
 write "ok",!
 quit
two ;
 set $etrap="write $zstatus,! set $ecode="""" quit"
 zrupdate "a.o","b.o"
 write "ok",!
 zrupdate:1 "a.o"
 zrupdate:0 1
 zrupdate nothing
 quit
