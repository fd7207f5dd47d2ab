tokenizer ; tokenizer and expression evaluator
 f e="1+2*3","(1+2)*3","2^3^2","-4+10/4","x=5","x*x-1","y","max(3,9)+min(2,1)","(1+","""a""_""b""","10 % 4","3.5e1*2" w e," => ",$$eval(e),!
 q
eval(s) n tok,p,n,v,err s err="" d lex(s) i err'="" q "error "_err
 i $g(tok(2))="=" s p=3,v=$$expr() s:err="" var(tok(1))=v q $s(err'="":"error "_err,1:v)
 s p=1,v=$$expr() i err="",p'>n s err="extra "_tok(p)
 q $s(err'="":"error "_err,1:v)
lex(s) n i,c,t s i=1,n=0 f  q:i>$l(s)!(err'="")  s c=$e(s,i) d
 . i c=" " s i=i+1 q
 . i c?1N s t="" f  s t=t_$e(s,i),i=i+1 q:$e(s,i)'?1(1N,1".",1"e")
 . e  i c?1A s t="" f  s t=t_$e(s,i),i=i+1 q:$e(s,i)'?1AN
 . e  i c="""" s t=$f(s,"""",i+1) s:'t err="quote" q:'t  s c=$e(s,i,t-1),i=t,t=c
 . e  i "+-*/^%(),=_"[c s t=c,i=i+1
 . e  s err="char "_c q
 . s n=n+1,tok(n)=t
 q
expr() n v,o s v=$$term() f  s o=$g(tok(p)) q:"+-_"'[o!(o="")!(err'="")  s p=p+1 s v=$s(o="+":v+$$term(),o="-":v-$$term(),1:v_$$term())
 q v
term() n v,o s v=$$pow() f  s o=$g(tok(p)) q:"*/%"'[o!(o="")!(err'="")  s p=p+1 s v=$s(o="*":v*$$pow(),o="/":v/$$pow(),1:v#$$pow())
 q v
pow() n v s v=$$atom() i $g(tok(p))="^" s p=p+1 q v**$$pow()
 q v
atom() n t,v,a,b q:err'="" 0 s t=$g(tok(p)),p=p+1 i t="" s err="end" q 0
 i t="-" q -$$atom()
 i t="(" s v=$$expr() s:$g(tok(p))'=")" err="paren" s p=p+1 q v
 i t?1N.E q +$tr(t,"e","E")
 i t?1"""".E q $e(t,2,$l(t)-1)
 i $g(tok(p))="(" s p=p+1,a=$$expr(),p=p+1,b=$$expr(),p=p+1 q $s(t="max":$s(a>b:a,1:b),1:$s(a<b:a,1:b))
 i '$d(var(t)) s err="var "_t q 0
 q var(t)
