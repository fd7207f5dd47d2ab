mergedeep ; MERGE between locals and globals, over what is there
 n a,b,t f t="m ^m=a","m ^m=b","m ^m(1)=a","m ^m(1,2)=a(1)","m a=^m","m a(1)=^m","m b=^m(1)","m a=^nog","m ^m=nol","m ^m(""x"")=a(""x"",""y"")","m a(""x"",""y"")=^m","m ^m=^n","m ^n(1)=^m","m ^m=^n,^n=^m","m ^m=a,^m=b,a=^m","m *a=b","m a(9)=a(1)","m ^m(9)=^m(1)","m ^m(1,9)=^m(2)","m ^m(2)=^m(1,9)","k ^m m ^m=a","k a m a=^m","s a=""top"" m ^m(5)=a","m ^m=a(1)","m ^m($c(0))=a(1)","m a(-1)=^m(1)","m ^m("""")=a","m a("""")=^m" d fill2,try(t),all("^m"),all("^n") zwr:$d(a) a zwr:$d(b) b
 q
fill2 k a,b,^m,^n s a(1)=1,a(1,2)=2,a("x","y","z")=3,b="bt",b(1,2)="b12",b(3)="b3",^m="mt",^m(1)="m1",^m(1,2,3)="m123",^m(2)="m2",^m(2,"q")="m2q",^n(1,2)="n12",^n("s")="ns" q
all(n) n q s q=n w:$d(@q)#2 "   ",q,"=",$zwrite(@q),! f  s q=$q(@q) q:q=""  w "   ",q,"=",$zwrite(@q),!
 q
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
