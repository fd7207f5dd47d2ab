PIPESHELL ; SHELL chooses who runs the command; missing parameters and devices
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 d t("/bin/sh","echo $0 | sed 's,.*/,,'") d t("/nosuch/shell","echo x")
 d n
 q
t(s,c) o "p":(shell=s:command=c)::"PIPE" u "p" r x s z=$zeof u 0 w s," [",x,"] ",z,! c "p"
 q
n o "p"::1:"PIPE" w "opened",! q
