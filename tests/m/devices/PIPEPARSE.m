PIPEPARSE ; PARSE checks that the command exists before it is started
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 d t("nosuchcmd_x arg",1) d t("nosuchcmd_x 2>/dev/null; echo $?",0) d t("/bin/echo hello",1) d t("echo a|cat",1) d t("/nosuchdir/x",1) d t("",0) d t("cd / ; pwd",1)
 q
t(c,parse) w c,": "
 i parse o "p":(command=c:parse)::"PIPE"
 e  o "p":(command=c)::"PIPE"
 u "p" r x s z=$zeof u 0 w "[",x,"] ",z,! c "p"
 q
