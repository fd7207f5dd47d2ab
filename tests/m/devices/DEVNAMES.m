DEVNAMES ; names of devices: blanks, case, paths, environment in names, long names
 s $et="u 0 w $p($zs,"","",3,9),! s $ec="""" q"
 f n="has blank.txt","UPPER.txt","./dot.txt","dollar$HOME.txt","star*.txt","tick'.txt","quote"".txt","a:b","é.txt","-dash" d t(n)
 zsystem "ls | sort"
 q
t(n) o n:newversion u n w "x",! u 0 w n," ok",! c n q
