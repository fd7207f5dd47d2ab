%GC ; Copies a node and its descendants to another node
 n from,node,nodes,show,to
 w !,"Global copy",!
 s show=$$YES^%MRUNIO("Show copied nodes <Yes>? ")
 f  u $p w "From global ^" r from q:from=""  w:$zco(from,"U")'="?D" ! d COPY(from)
 q
COPY(from) n $et
 s $et="w $p($zs,"","",2,9),!,! s $ec="""" q"
 i from="?" d HELP w ! q
 i $zco(from,"U")="?D" d ^%GD w ! q
 s from=$$REF(from)
 i $ql(from)<0!'$d(@from) w "Global ",from," does not exist.",! q
TO w "To global   ^" r to w:$zco(to,"U")'="?D" !
 i to="?" w ! d HELP w ! g TO
 i $zco(to,"U")="?D" d ^%GD w ! g TO
 i to="" w ! q
 s to=$$REF(to)
 i $ql(to)<0!$d(@to) w !,"Global ",to," already exists.",! q
 m @to=@from
 s node=to,nodes=0
 f  d:$d(@node)#2  s node=$q(@node) q:node=""!($na(@node,$ql(to))'=to)
 . s nodes=nodes+1 w:show node,"=",$zwrite(@node),!
 w "Total ",nodes," nodes copied.",!,!
 q
REF(text) q $s($e(text)="^":"",1:"^")_text
HELP w !,"This routine copies a node and all its descendents",!,"from one global variable to another"
 w !,"""From global"" requests the source for the copy,",!,"""To global"" requests the destination"
 w !,"Use standard MUMPS gvn syntax to specify the node names"
 w !,"?D invokes %GD to get a global directory",!,"<RETURN> drops you back to the prior prompt or out of %GC",!
 q
