%MRUNIO ; What the utilities that ask have in common: prompts, devices, names with wildcards
 q
ASK(prompt) ; the answer to a prompt on a line of its own; empty at the end of the input
 u $p w ! q $$READ(prompt)
READ(prompt) ; the same on the line where the cursor is
 n text,$et
 s $et="s $ec="""" q """""
 u $p w prompt r text w ! q text
YES(prompt) ; the answer begins with a Y, or is empty
 q "Y"[$zco($e($$ASK(prompt)),"U")
OUTPUT() ; a device for output, opened; ^ when there is to be none
 n d
 f  s d=$$ASK("Output device: <terminal>: ") q:"^"[d  d:d="?" DEVICE("output","carat") q:d'="?"&$$OPEN(d)  w:d'="?" "  no such device"
 q $s(d="":$p,1:d)
INPUT(caret) ; a device for input, opened; ^ when there is to be none
 n d,$et
 s $et="s $ec="""" q ""^"""
 u $p w:caret="caret" !
 f  w "Input device: <terminal>: " r d w:caret="carat"!(d'="^") ! q:"^"[d  d:d="?" DEVICE("input",caret) q:d'="?"&$$OLD(d,caret)  w !
 q $s(d="":$p,1:d)
DEVICE(what,caret)
 w:caret="carat" ! w !,"Select the device you want for ",what,!,"If you wish to exit enter a ",caret," (^)",! q
OPEN(d) n $et s $et="s $ec="""" q 0" o d:(newversion:stream:nowrap:recordsize=1048576) q 1
OLD(d,caret) n $et s $et="w:caret=""carat"" ! w $p($zs,"","",2,9),! s $ec="""" q 0" o d:(readonly:stream:recordsize=1048576) q 1
CLOSE(d) c:d'=$p d u $p q
LIST(name) ; one of the names in columns of ten characters
 w:$x>70 ! w name,$j("",10-($l(name)#10)) q
COUNT(n,word) q n_" "_word_$s(n=1:"",1:"s")
NOW() q $zd($h,"DD-MON-YEAR 24:60:SS")
LINES(file,line) ; the lines of a file
 n n
 k line o file:(readonly:stream:recordsize=1048576) u file
 f n=0:1 r line(n+1) q:$zeof
 k line(n+1) c file u $p
 q
REPLACE(text,old,new) ; each old in it becomes new
 n i,r
 s r=$p(text,old) f i=2:1:$l(text,old) s r=r_new_$p(text,old,i)
 q r
MARKS(text,find,at) ; carets below each find in text, which begins at a column
 n c,end,i,r
 s r=$j("",at),end=1
 f i=1:1:$l(text,find)-1 s c=$f(text,find,end),r=r_$j("",c-end-$l(find))_$tr($j("",$l(find))," ","^"),end=c
 q r
 ;
SELECT(text,any,all,out) ; out becomes those of the names of all that text means: a name, one with wildcards, or a range
 ; * is any number of characters; each of the characters of any, except at the start, is one character
 n from,head,last,name,to,wild
 s from=$p(text,":"),to=$p(text,":",2)
 d FIND(from,"")
 q:text'[":"!(to="")
 s head=$$HEAD(from),wild=head'=from,last=$$HEAD(to)
 i head](last_$s(last=to:"",1:"~")) k out q
 s name=head f  s name=$o(all(name)) q:name=""!(last']name)  i 'wild!($e(name,1,$l(head))'=head) s out(name)=all(name)
 d FIND(to,head)
 q
FIND(part,after) ; the names of a part of a range; none before the start of the range
 n name,pattern
 i $$HEAD(part)=part s:$d(all(part)) out(part)=all(part) q
 s pattern=$$PATTERN(part),name=after s:$l(name)&$d(all(name)) name=$o(all(name),-1)
 f  s name=$o(all(name)) q:name=""  i name?@pattern s out(name)=all(name)
 q
HEAD(part) ; what is before the first wildcard
 n c,i
 f i=1:1:$l(part)+1 s c=$e(part,i) q:c=""!(c="*")  i i>1,any[c q
 q $e(part,1,i-1)
PATTERN(part) ; a part as a pattern
 n c,i,p,text
 s (p,text)=""
 f i=1:1:$l(part)+1 s c=$e(part,i) d
 . i c'="",c'="*",i=1!(any'[c) s text=text_c q
 . s p=p_$s(text="":"",1:"1"""_text_"""")_$s(c="":"",c="*":".E",1:"1E"),text=""
 q p
