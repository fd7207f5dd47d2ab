noundef ; VIEW "NOUNDEF" and globals
 n t d fill v "NOUNDEF" f t="w ^nog,^g(9),^(8)","s x=^nog_1 w x","s ^a=^nog+1 w ^a","w $g(^nog,3),$d(^nog)","s $p(^nog,"","",2)=^g(9) w ^nog","m ^b=^nog2 w $d(^b)","w $i(^nog3,^nog4)","k ^nog5(^nog6)","w $o(^g(^nog7))","i ^nog w 1","w @""^nog8""","zwr ^nog9","zwr nol","w ^g(nol)","w $o(^g(nol2))","s ^g(nol)=nol2 w $d(^g(""""))" d try(t)
 v "UNDEF" d try("w ^g(9)")
 q
fill k ^g,^h,w,x,y s ^g(1)=1,^g(1,2)=12,^g(1,2,3)="b",^h(5,6)="q",^g("x",1,1)=5,w(1)=1,w("b",2)=3,x=7,y=8,z=^g(1,2) q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
