ZWRANGE ; subscript ranges, stars, patterns
 f i=1:1:5,"a","b","bb","c" s x(i)=i f j=1:1:3,"k" s x(i,j)=i_j
 s x="top" f a="x(2)","x(2,*)","x(*)","x(2:3)","x(4:)","x(:2)","x(:2,1)","x(""a"":""bb"",2)","x(,2)","x(,)","x(?1""b"".e,*)","x(5:""a"",""k"")","x(3,?1N)","x(""a"","""":2)","x(:)","x(:,*)","x(9)" d t
 q
t w a,":",! zwr @a
 q
