jswrite ; %JSWRITE: objects and arrays of them, with values that are the same in JSON
 n $et s $et="w "" ! "",$p($zs,"","",3,4),! s $ec="""""
 s a=1,a(1)=-5,a(2)=2.5,a(3)="2.50",a(4)=10,a(5)="",a(5,1)=1E20,a(5,2)="abc",a(5,2,3)="1x",a("x""y")="0",a("x",1)="-2.5",a(9)="+5",a(99999)="5-3",a("a b")="c d"
 s ^g(1)=5,^g(1,2)="t",^g("k")=3
 n t f t="*","#","[*]","[#]" w t,! d ^%JSWRITE("a",t) w !
 f t="*","#","[*]","[#]" w t,! d ^%JSWRITE("a(5)",t,"noglvname") w ! 
 f t="*","#","[*]","[#]" w t,! d ^%JSWRITE("a(5,2)",t) w ! 
 f t="*","#","[*]","[#]" w t,! d ^%JSWRITE("a(4)",t,"") w ! 
 f t="*","#","[*]","[#]" w t,! d ^%JSWRITE("a(3.5)",t) w ! 
 f t="*","#","[*]","[#]" w t,! d ^%JSWRITE("zz",t) w ! 
 f t="*","#","[*]","[#]" w t,! d ^%JSWRITE("^g",t) w ! 
 f t="*","#","[*]","[#]" w t,! d ^%JSWRITE("^g(1)",t,"noglvname") w ! 
 d ^%JSWRITE("a"),^%JSWRITE("^g") w !
 d ^%JSWRITE("a","x") w !
 d ^%JSWRITE("a","*","x") w !
 d ^%JSWRITE("a","") w !
 d ^%JSWRITE("a(") w !
 d ^%JSWRITE("1") w !
 d ^%JSWRITE("") w !
 q
