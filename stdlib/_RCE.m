%RCE ; Changes every occurrence of a text in routines
 n %ZC,%ZD,%ZF,%ZN,%ZR
 w !,"Routine Change Every occurrence",!
 d ^%RSEL
 i '%ZR w !,"No routines selected" q
 s %ZF=$$ASK^%MRUNIO("Old string: ") i %ZF="" w "No search string to find - no search performed",! q
 s %ZN=$$READ^%MRUNIO("New string: ")
 w "Replace all occurrences of:",!,">",%ZF,"<",!,"With: ",!,">",%ZN,"<",!,!
 s %ZC=$$SHOW q:%ZC="Q"
 s %ZC=%ZC'="N",%ZD=$p i %ZC s %ZD=$$OUTPUT^%MRUNIO q:%ZD="^"
 d WORK("Change","changed")
 q
SHOW() n name,text
 f  s text=$zco($$READ^%MRUNIO("Show changed lines <Yes>?: "),"U") q:$e(text)'="?"  w ! d
 . i text="?D" s name="" f  s name=$o(%ZR(name)) w:name="" ! q:name=""  d LIST^%MRUNIO(name)
 . e  w "Answer No to this prompt if you do not wish a trail of the changes",!,"Enter Q to exit",!,!,"?D for the current routine selection",!
 q $e(text)
WORK(what,done) ; all of the routines, with the names or the lines shown
 n changed,count,name,routines
 s (changed,count,routines)=0
 w ! i %ZD'=$p!(done="changed"&'%ZC) s name="" f  s name=$o(%ZR(name)) q:name=""  d LIST^%MRUNIO(name)
 u %ZD
 i %ZD'=$p w $$NOW^%MRUNIO,!,"Routine ",what," Every occurrence of:",!,">",%ZF,"<",! w:done="changed" "To:",!,">",%ZN,"<",!
 s name="" f  s name=$o(%ZR(name)) q:name=""  d ONE(name,done,1)
 w !,!,"Total of ",$$COUNT^%MRUNIO(routines,"routine")," parsed.",!
 w $$COUNT^%MRUNIO(count,"occurrence")," ",done," in ",$$COUNT^%MRUNIO(changed,"routine"),".",!
 d CLOSE^%MRUNIO(%ZD)
 q
CALL(done) ; without asking: %ZF becomes %ZN in the routines of %ZR; %ZC shows the lines; %ZD is an open device
 n changed,count,name,routines
 q:$g(%ZF)=""
 d:$d(%ZR)<10 ^%RSEL q:'%ZR
 s (changed,count,routines)=0,done=$g(done,"changed") u $g(%ZD,$p)
 s name="" f  s name=$o(%ZR(name)) q:name=""  d ONE(name,done,done="changed")
 u $p s %ZR=""
 q
ONE(name,done,path) ; one routine
 n at,file,line,n,new,old,show,was
 s show=$s(done="found":1,1:+$g(%ZC)),file=%ZR(name)_$tr(name,"%","_")_".m",was=count
 d LINES^%MRUNIO(file,.line) u $g(%ZD,$p)
 w:show&path !,!,file
 f n=1:1 q:'$d(line(n))  s old=line(n) d:old[%ZF
 . s count=count+$l(old,%ZF)-1
 . i done="changed" s (new,line(n))=$$REPLACE^%MRUNIO(old,%ZF,%ZN) w:show !,"Was: ",old,!,"Now: ",new q
 . f at=1:1:$l(old)+1 q:" "_$c(9)[$e(old,at)
 . s:$e(old,at)=$c(9) $e(old,at)=" "
 . w !,old,!,$$MARKS^%MRUNIO(old,%ZF,0)
 s routines=routines+1 q:count=was  s changed=changed+1 q:done="found"
 o file:(newversion:stream:nowrap:recordsize=1048576) u file
 f n=1:1 q:'$d(line(n))  w line(n),!
 c file u $g(%ZD,$p)
 q
