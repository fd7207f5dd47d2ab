PIPERO ; PIPE with READONLY and WRITEONLY, current directory and environment of the command
 s p="p" o p:(command="echo one; echo two; printf three":readonly)::"PIPE" u p
 f i=1:1 r x q:$zeof  s x(i)=x
 u 0 zwr x c p
 o p:(command="cat > out.txt":writeonly)::"PIPE" u p w "to file",! u 0 c p
 o "out.txt":readonly u "out.txt" r y u 0 w y,! c "out.txt"
 s $et="u 0 w $p($zs,"","",3,4),! s $ec="""" q"
 d a,b
 q
a o p:(command="cat >/dev/null":writeonly)::"PIPE" u p r x u 0 w "read",! q
b c p o p:(command="echo hi":readonly)::"PIPE" u p w "x",! u 0 w "written",! q
