%GCE ; Changes every occurrence of a text in the values of globals
 n %ZG,changes,d,find,name,new,nodes,show
 w !,"Global Change Every occurrence",!
 f  d ^%GSEL q:'%ZG  d  q:d=""
 . s find=$$ASK^%MRUNIO("Old string: "),d="" i find="" w "No string to find - no search done.",! q
 . s new=$$READ^%MRUNIO("New string: "),show=$$SHOW q:show="^"
 . s d=$p i show s d=$$OUTPUT^%MRUNIO q:d="^"
 . i d'=$p u d w $$NOW^%MRUNIO,!,"Global Change Every occurrence of:",!,">",find,"<",!,"To:",!,">",new,"<",!
 . s name="" f  s name=$o(%ZG(name)) q:name=""  u $p d LIST^%MRUNIO(name) u d w ! d CHANGE(name)
 . d CLOSE^%MRUNIO(d)
 q
SHOW() n text
 f  s text=$zco($$READ^%MRUNIO("Show changed nodes <Yes>? "),"U") q:text'="?"  w !,"Answer No to this prompt if you do not wish a trail of the changes",!
 q $s(text="^":"^",1:$e(text)'="N")
CHANGE(name) n changes,n,node,nodes,value
 s (changes,nodes)=0,node=name
 f  d:$d(@node)#2  s node=$q(@node) q:node=""
 . s nodes=nodes+1,value=@node,n=$l(value,find)-1 q:'n
 . s changes=changes+n w:show node,!,"Was : ",value,! s value=$$REPLACE^%MRUNIO(value,find,new),@node=value w:show "Now : ",value,!,!
 w !,$s(changes:changes,1:"No")," changes made in total ",nodes," nodes.",!
 q
