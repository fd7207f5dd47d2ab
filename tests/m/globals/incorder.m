incorder ; the second argument of $INCREMENT is evaluated before the first
 s x=0 n t f t="w $i(^e($$c(1)),$$c(2))","w $i(w($$c(1)),$$c(2))","w $i(^($$c(1)),$$c(2))","w $i(w($$c(1),$$c(2)),$$c(3))","w $i(@$$n(1),$$c(2))","w $i(@$$n(1)@($$c(2)),$$c(3))","w $i(x,$$c(2))","s y=1 w $i(w(y),$$y(2)) zwr w","s y=1 w $i(^e(y),$$y(2)) zwr ^e","s y=1 w $i(y,$$y(5)),y","s y=1 w $i(w(y),$i(y)) zwr w","s y=1 w $i(^e(y),$i(y)) zwr ^e" d one(t)
 f t="w $i(^(5),^e(1))","w $i(^(5),$g(^f(1,2),3)),$r","s z=""^(6)"" w $i(@z,$g(^f(1,2),3)),$r","w $i(@z@(1),$g(^f(1,2),3)),$r","w $i(^(5,$g(^f(2,3))),$g(^f(1,2),3)),$r","w $i(w(undef),$$c(1))","w $i(w(undef),undef2)","w $i(w($i(w)),$i(w)) zwr w","w $i(^e($i(^e)),$i(^e)) zwr ^e","s x=$i(x,$i(x,$i(x))) w x" d one(t)
 q
one(t) k w,^e s ^e(1)=1 d try(t) q
c(n) w "c",n," " q n
n(n) w "n",n," " q "^e("_n_")"
y(n) s y=n q n
try(t) w t," -> " d x w "  ",$r,! q
x n $et s $et="w "" ! "",$p($zs,"","",3,9) s $ec="""" q" x t q
