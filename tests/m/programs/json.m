json ; a JSON writer and reader
 n t,s s t("name")="Ann ""A"" O'Neil",t("age")=30,t("tags",1)="x",t("tags",2)="y",t("addr","city")="Oslo",t("addr","zip")="00123",t("ok")="true",t("nil")="",t("pi")=3.14,t("neg")=-.5
 s s=$$enc("t") w s,!
 d dec(s,"u") zwr u
 s s="{""a"":[1,2.5,-3e2,{""b"":""c\nd""}],""e"":{},""f"":[],""g"":true,""h"":null}" k v d dec(s,"v") zwr v
 w $$enc("v"),! 
 q
enc(r) n k,o,arr s k=$o(@r@("")) i k="" q $$val($g(@r))
 s arr=1,o="" f  q:k=""  s:k'?1.N arr=0 s k=$o(@r@(k))
 s k="" f  s k=$o(@r@(k)) q:k=""  s o=o_$s(o="":"",1:",")_$s(arr:"",1:$$str(k)_":")_$$enc($na(@r@(k)))
 q $s(arr:"["_o_"]",1:"{"_o_"}")
val(v) q:v="true"!(v="false")!(v="null") v
 q:v=+v $s($e(v)=".":"0"_v,$e(v,1,2)="-.":"-0"_$e(v,2,99),1:v) q $$str(v)
str(v) n o,i,c s o="" f i=1:1:$l(v) s c=$e(v,i),o=o_$s(c="""":"\""",c="\":"\\",c=$c(10):"\n",1:c)
 q """"_o_""""
dec(s,r) n p s p=1 d value(r) q
value(r) n c s c=$e(s,p) i c="{" d obj(r) q
 i c="[" d arr(r) q
 i c="""" s @r=$$qs() q
 n e f e=p:1 q:",]}"[$e(s,e)!(e>$l(s))
 s @r=$e(s,p,e-1),p=e s:@r?.1"-"1.N.E @r=+$tr(@r,"e","E") q
obj(r) n k s p=p+1 i $e(s,p)="}" s p=p+1,@r="" q
 f  s k=$$qs(),p=p+1 d value($na(@r@(k))) s p=p+1 q:$e(s,p-1)="}"
 q
arr(r) n i s p=p+1 i $e(s,p)="]" s p=p+1,@r="" q
 f i=1:1 d value($na(@r@(i))) s p=p+1 q:$e(s,p-1)="]"
 q
qs() n o,c s o="",p=p+1 f  s c=$e(s,p),p=p+1 q:c=""""  s:c="\" c=$tr($e(s,p),"n",$c(10)),p=p+1 s o=o_c
 q o
