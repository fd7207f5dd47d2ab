%GSE ; Searches for a text in the values of globals
 n %ZG,d,find,name
 w !,"Global Search for Every Occurrence",!
 s d=$$OUTPUT^%MRUNIO q:d="^"
 i d'=$p u d w $$NOW^%MRUNIO,!,"Global Search for Every occurrence",!
 f  d ^%GSEL q:'%ZG  s find=$$READ^%MRUNIO("Find string: ") w ! q:find=""  d
 . s name="" f  s name=$o(%ZG(name)) q:name=""  u d d LIST^%MRUNIO(name) w ! d SEARCH(name)
 i %ZG u $p w !,"No string to find - no search done.",!
 d CLOSE^%MRUNIO(d)
 q
SEARCH(name) n at,found,node,nodes,value
 s (found,nodes)=0,node=name
 f  d:$d(@node)#2  s node=$q(@node) q:node=""
 . s nodes=nodes+1,value=@node q:value'[find
 . s found=found+$l(value,find)-1,at=$s($l(node)<16:16,1:$l(node)) w node,?at,value,!,$$MARKS^%MRUNIO(value,find,at),!
 i found w !,"Total ",found," matches found in ",nodes," nodes.",! q
 w "No matches found in ",nodes," nodes.",!
 q
