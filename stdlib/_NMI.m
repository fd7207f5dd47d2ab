%NMI ; Records of the Network Management Interface as arrays; docs/nmi.md
 q
OPEN(c,service,dir,stack,asks) ; connects c to a service: 1, or 0 with the reason in c("error")
 n e s e="" k c("code")
 s c=$&nmi.open($g(service),$g(dir),$g(stack),$g(asks),.e),c("error")=e
 q c>0
NEXT(c,r,timeout) ; the next record in r: 1, or 0 with the reason in c("error"): TIMEOUT, LOST, DAMAGE,what or END,why
 n v,d,i,kind,e k r s d=$c(1),(kind,e)=""
 s v=$&nmi.next(c,$g(timeout),.kind,.e),c("error")=e
 i kind="" q 0
 i '$d(c("code",kind)) d CODE(.c,kind)
 f i=1:1:c("code",kind) x c("code",kind,i)
 q 1
CODE(c,kind) ; code that sets r from v for records of a kind, in lines that are not too long; c("only") may name sections
 n all,i,j,line,name,sub,d s d=$c(1),all=$&nmi.names(kind),line="",c("code",kind)=0
 f i=1:1:$l(all,d) s name=$p(all,d,i),sub="" i $$WANTED(.c,$p(name,$c(2))) d
 . f j=1:1:$l(name,$c(2)) s sub=sub_$s(j>1:",",1:"")_$s($p(name,$c(2),j)=+$p(name,$c(2),j):$p(name,$c(2),j),1:""""_$p(name,$c(2),j)_"""")
 . s line=line_$s(line="":"s ",1:",")_"r("_sub_")=$p(v,d,"_i_")"
 . i $l(line)>3000 d LINE
 d LINE
 q
WANTED(c,section) q $s('$d(c("only")):1,1:","_c("only")_","[(","_section_","))
LINE i line'="" s c("code",kind)=c("code",kind)+1,c("code",kind,c("code",kind))=line,line=""
 q
RAW(c) q $&nmi.raw(c) ; the bytes of the last record
CLOSE(c) q $&nmi.close(c)
DECODE(raw,r) ; r from the bytes of an SMF record
 n v,i,j,name,p k r s v=$&nmi.decode(raw)
 f i=1:1:$l(v,$c(1))-1 s p=$p(v,$c(1),i),name=$p(p,"=") d
 . s p=$p(p,"=",2,99999),j="r(" f  s j=j_""""_$p(name,$c(2))_"""",name=$p(name,$c(2),2,99) q:name=""  s j=j_","
 . s @(j_")")=p
 q
ENCODE(r) ; the bytes of an SMF record from r
 n n,i,text s text="",n="r"
 f  s n=$q(@n) q:n=""  d:$ql(n)  s text=text_"="_@n_$c(1)
 . f i=1:1:$ql(n) s text=text_$s(i>1:$c(2),1:"")_$qs(n,i)
 q $&nmi.encode(text)
PUBLISH(service,r,dir,stack) ; publishes a record by a running server: "", or what is wrong
 q $&nmi.publish($g(service),$g(dir),$g(stack),$$ENCODE(.r))
TEXT(bytes,page) q $&nmi.text(bytes,$g(page)) ; of EBCDIC; page is 1047 or 037
EBCDIC(text,page) q $&nmi.ebcdic(text,$g(page))
