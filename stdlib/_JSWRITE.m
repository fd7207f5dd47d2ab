%JSWRITE(%JSname,%JSform,%JSnames) ; Writes the nodes below a variable as JSON objects
 ; form: * for those below the name, # also for those behind it; [*] and [#] for an array of them
 ; names: "noglvname" leaves the name of the variable out
 n %JS
 i '$d(%JSname) s %JSname="%" f  d:$d(@%JSname)&($e(%JSname,1,3)'="%JS") NODES(%JSname,0) s %JSname=$o(@%JSname) i %JSname="" k %JSname q
 q:'$d(%JSname)
 s:$d(%JSform)[0 %JSform="*" s:$d(%JSnames)[0 %JSnames=""
 i %JSnames'="",%JSnames'="noglvname" w "%JSWRITE-E-ILLEGALEXPR3. Illegal third expression--",%JSnames,". Specify either an empty string or ""noglvname"".",! q
 i %JSform'="*",%JSform'="#",%JSform'="[*]",%JSform'="[#]" w "%JSWRITE-E-ILLEGALEXPR2. Illegal second expression--",%JSform,". Specify *, #, [*], or [#]." q
 s %JS=$ql(%JSname)
 w:%JSform["[" "["
 d NODES(%JSname,%JSform["#")
 w:%JSform["[" "]"
 q
NODES(%JSnode,%JSall) ; the nodes below, and those behind
 s %JS(1)=$na(@%JSnode),%JS(2)=$ql(%JS(1)),%JS(3)=""
 f  s %JSnode=$q(@%JSnode) q:%JSnode=""  q:'%JSall&($na(@%JSnode,%JS(2))'=%JS(1))  d:$d(@%JSnode)#2
 . w %JS(3)_$$OBJECT($g(%JSnames)'="",%JSnode,@%JSnode) s %JS(3)=$s($g(%JSform)["[":",",1:"")_$c(10)
 q
OBJECT(from,node,value) ; {"a":{"1":"value"}}
 n i,s
 s s="" f i=from:1:$ql(node) s s=s_"{"_$$TEXT($qs(node,i))_":"
 q s_$$VALUE(value)_$tr($j("",$ql(node)-from+1)," ","}")
VALUE(v) q $s(v?1N!(v?1.N&$e(v))!(v?1.N1"."1.N&($e(v)!(v?1"0.".N))):v,1:$$TEXT(v))
TEXT(v) ; in quotes
 n c,i,s
 q:v'["\"&(v'["""")&(v'?.E1C.E) """"_v_""""
 s s="" f i=1:1:$l(v) s c=$e(v,i),s=s_$s(c="""":"\u0022",c="\":"\\",c?1C&($a(c)<128):"\u00"_$$FUNC^%DH($a(c),2),1:c)
 q """"_s_""""
