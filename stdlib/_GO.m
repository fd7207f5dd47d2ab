%GO ; Writes globals to a file, in GO or ZWR format
 n %ZG,d,format,label,name,nodes
 w !,"Global Output Utility",!
 d ^%GSEL
 i '%ZG w !,"No globals selected" q
 s label=$$ASK^%MRUNIO("Header Label: ") s:label="" label="%GO Global Output Utility"
 s format="Z"[$zco($e($$ASK^%MRUNIO("Output Format: GO or ZWR: ")),"U")
 s d=$$OUTPUT^%MRUNIO q:d="^"
 w !,! u d w label,!,"GT.M ",$$NOW^%MRUNIO,$s(format:" ZWR"_$s($zch="UTF-8":" UTF-8",1:""),1:""),!
 s name="",nodes=0
 f  s name=$o(%ZG(name)) q:name=""  u $p d LIST^%MRUNIO(name) u d w:$x ! d NODES(name)
 u d w !,! d CLOSE^%MRUNIO(d)
 w !,!,"Total of ",$$COUNT^%MRUNIO(nodes,"node")," in ",$$COUNT^%MRUNIO(%ZG,"global"),".",!,!
 q
NODES(name) n node
 zwr:format @name
 s node=name
 f  d:$d(@node)#2  s node=$q(@node) q:node=""
 . s nodes=nodes+1 w:'format node,!,@node,!
 q
