statemach ; state machine interpreter and stack VM
 n prog s prog="push 5;store n;push 1;store r;label loop;load n;jz end;load r;load n;mul;store r;load n;push 1;sub;store n;jmp loop;label end;load r;print" d run(prog)
 s prog="push 1;push 2;add;push 4;mul;dup;print;push 0;div" d run(prog)
 s prog="push 3;label a;dup;print;push 1;sub;dup;jz z;jmp a;label z;bogus" d run(prog)
 f s="101","1100","","111","0" w s," ",$$div3(s),!
 q
run(p) n pc,st,sp,v,i,op,arg,lab,$et s $et="w ""error "",$p($zs,"","",3),! s $ec="""" q" 
 f i=1:1:$l(p,";") s:$p(p,";",i)?1"label ".E lab($p($p(p,";",i)," ",2))=i
 s sp=0 f pc=1:1:$l(p,";") s op=$p($p(p,";",pc)," "),arg=$p($p(p,";",pc)," ",2) d step q:op="halt"
 w "done",! q
step i $t(@("op"_op))="" w "bad op ",op,! s op="halt" q
 d @("op"_op) q
oppush s sp=sp+1,st(sp)=arg q
opdup s sp=sp+1,st(sp)=st(sp-1) q
opstore s v(arg)=st(sp),sp=sp-1 q
opload s sp=sp+1,st(sp)=v(arg) q
opadd s sp=sp-1,st(sp)=st(sp)+st(sp+1) q
opsub s sp=sp-1,st(sp)=st(sp)-st(sp+1) q
opmul s sp=sp-1,st(sp)=st(sp)*st(sp+1) q
opdiv s sp=sp-1,st(sp)=st(sp)/st(sp+1) q
opjmp s pc=lab(arg) q
opjz s sp=sp-1 s:st(sp+1)=0 pc=lab(arg) q
opprint w st(sp),! s sp=sp-1 q
oplabel q
div3(s) n q,i s q=0 f i=1:1:$l(s) s q=q*2+$e(s,i)#3
 q $s(q=0:"yes",1:"no")
