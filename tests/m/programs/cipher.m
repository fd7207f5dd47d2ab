cipher ; caesar vigenere rot13 run length and base64
 w $$caesar("Hello, World!",3)," ",$$caesar($$caesar("Hello, World!",3),-3),!
 w $$vig("ATTACKATDAWN","LEMON",1)," ",$$vig($$vig("ATTACKATDAWN","LEMON",1),"LEMON",-1),!
 f s="aaabbbcd","","zzzzzzzzzzzz","abc" w s," ",$$rle(s)," ",$$unrle($$rle(s))=s,!
 f s="M","Ma","Man","light work.","" w s," ",$$b64(s)," ",$$unb64($$b64(s))=s,!
 w $$hex("GT.M"),! w $$crc("123456789"),! w $$luhn("4539578763621486"),$$luhn("1234"),! w $$morse("SOS M"),!
 w $$bin(37)," ",$$xor(12,10)," ",$$and(12,10)," ",$$or(12,10),!
 q
caesar(s,k) n i,c,o s o="" f i=1:1:$l(s) s c=$a(s,i),o=o_$c($s(c>64&(c<91):c-65+k#26+65,c>96&(c<123):c-97+k#26+97,1:c))
 q o
vig(s,k,d) n i,o s o="" f i=1:1:$l(s) s o=o_$c($a(s,i)-65+(d*($a(k,i-1#$l(k)+1)-65))#26+65)
 q o
rle(s) n i,c,n,o s o="",i=1 f  q:i>$l(s)  d
 . s c=$e(s,i) f n=1:1 q:$e(s,i+n)'=c
 . s o=o_n_c,i=i+n
 q o
unrle(s) n o,i,n s o="" f  q:s=""  s n=+s,s=$e(s,$l(n)+1,$l(s)),o=o_$tr($j("",n)," ",$e(s)),s=$e(s,2,$l(s))
 q o
b64(s) n a,o,i,v,k s a="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",o="" f i=1:3:$l(s) s v=$a(s,i)*65536+($s($l(s)>i:$a(s,i+1),1:0)*256)+$s($l(s)>(i+1):$a(s,i+2),1:0) d
 . s o=o_$e(a,v\262144+1)_$e(a,v\4096#64+1)_$s($l(s)>i:$e(a,v\64#64+1),1:"=")_$s($l(s)>(i+1):$e(a,v#64+1),1:"=")
 q o
unb64(s) n a,o,i,v s a="ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",o="" f i=1:4:$l(s) s v=0 d
 . f j=0:1:3 s v=v*64+$s($e(s,i+j)="=":0,1:$f(a,$e(s,i+j))-2)
 . s o=o_$c(v\65536,v\256#256,v#256)
 q $e(o,1,$l(o)-($l(s,"=")-1))
hex(s) n i,o s o="" f i=1:1:$l(s) s o=o_$e("0123456789ABCDEF",$a(s,i)\16+1)_$e("0123456789ABCDEF",$a(s,i)#16+1)
 q o
crc(s) n i,j,c s c=0 f i=1:1:$l(s) s c=$$xor(c,$a(s,i)*256) f j=1:1:8 s c=$s(c\32768:$$xor(c*2#65536,4129),1:c*2)
 q c
luhn(s) n i,t,d s t=0 f i=$l(s):-1:1 s d=$e(s,i) s:$l(s)-i#2 d=d*2 s:d>9 d=d-9 s t=t+d
 q t#10=0
morse(s) n i,o s o="" f i=1:1:$l(s) s o=o_$s($e(s,i)="S":"...",$e(s,i)="O":"---",$e(s,i)="M":"--",1:"/")_" "
 q o
bin(n) n o s o="" f  s o=n#2_o,n=n\2 q:'n
 q o
xor(a,b) n r,p s r=0,p=1 f  q:'a&'b  s:a#2'=(b#2) r=r+p s a=a\2,b=b\2,p=p*2
 q r
and(a,b) n r,p s r=0,p=1 f  q:'a!'b  s:a#2&(b#2) r=r+p s a=a\2,b=b\2,p=p*2
 q r
or(a,b) q $$and(a,b)+$$xor(a,b)
