%GI ; Loads globals from a file that %GO or mupip extract made
 n d,error,first,globals,head,last,line,nodes,ref,value,zwr
 w !,"Global Input Utility",!
 s d=$$INPUT^%MRUNIO("caret") q:d="^"
 w !,! s (globals,nodes)=0,(error,head,last)="",first=d'=$p
 i d=$p s zwr=$$YES^%MRUNIO("Format <ZWR>? ") w !
 e  s (line,value)=$$LINE,head=$$LINE u $p w line,!,head,! i $$CANCEL d CLOSE^%MRUNIO(d) q
 f  s ref=$$LINE q:ref=""  d  q:error'=""
 . s:first zwr=head["ZWR"!(ref["="&(ref'["(")!(ref?.E1")=".E)),first=0
 . s:'zwr value=$$LINE s error=$s(zwr:$$ZWR(ref),1:$$GO(ref,value)) q:error'=""
 . s nodes=nodes+1,ref=$p($p(ref,"("),"=") q:ref=last
 . s globals=globals+1,last=ref u $p d:d'=$p LIST^%MRUNIO(ref)
 d CLOSE^%MRUNIO(d)
 w:error'="" !,"ERROR: ",error
 w:error=""!nodes !,!,"Restored ",$$COUNT^%MRUNIO(nodes,"node")," in ",$$COUNT^%MRUNIO(globals,"global"),"."
 q
CANCEL() ; the answer is not to go on
 n text
 s text=$zco($e($$ASK^%MRUNIO("OK <Yes>? ")),"U") w ! q text="N"!(text="^")
LINE() ; the next line; empty at the end
 n line,$et
 s $et="s $ec="""" q """""
 u d w:d=$p !,"> " r line q line
GO(ref,value) n $et s $et="n error s error=$zs,$ec="""" q error" s @ref=value q ""
ZWR(line) n at,$et
 s $et="n error s error=$zs,$ec="""" q error"
 i $l(line)<8000 s @line q ""
 f at=1:1 q:$l($p(line,"=",1,at),"""")#2
 s @$p(line,"=",1,at)=$zwrite($p(line,"=",at+1,$l(line,"=")),1)
 q ""
