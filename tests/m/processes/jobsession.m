jobsession ; JOB as a session of the process: arguments, locals, files, locks, signals, errors
 n i,job,where
 k ^js
 s where(1)="here"
 j one^jobsession(1,where(1),,"x"_$c(0)_"y"):(session:pass:output="one.out":error="one.err":cmd="a b"):10
 w "jobbed ",$t," ",$zjob>4194303,!
 s job=$zjob
 d until("$d(^js(1))")
 w "another number ",^js(1,"job")=job,", not the process's ",^js(1,"job")'=$j,!
 w "where ",$g(^js(1,"where"),"none"),", args ",^js(1,"args"),", command line ",^js(1,"cmd"),!
 w "directory the same ",^js(1,"zd")=$zd,!
 ; locals are its own
 w "where here ",where(1),!
 ; a lock that both want
 l +^js("lock")
 j two^jobsession:(session:output="two.out":error="two.err")
 d until("$d(^js(2,""asks""))")
 w "got it ",$d(^js(2,"has")),!
 l -^js("lock")
 d until("$d(^js(2,""has""))")
 w "got it ",$d(^js(2,"has")),!
 ; signals by its number
 j three^jobsession:(session:output="three.out":error="three.err") s job=$zjob
 d until("$d(^js(3,""up""))")
 w "there ",$zsigproc(job,0)," interrupted ",$zsigproc(job,"SIGUSR1"),!
 d until("$d(^js(3,""got""))")
 w "ended ",$zsigproc(job,15),!
 d until("$zsigproc(job,0)")
 w "gone ",$zsigproc(job,0),!
 ; errors go to its file, jobs of jobs, no such label, many
 j four^jobsession:(session:output="four.out":error="four.err")
 d until("$d(^js(""five""))")
 d nowhere
 f i=1:1:50 j many^jobsession(i):(session:output="many.out":error="many.err")
 d until("$g(^js(""many""))=50")
 w "many ",^js("many"),!
 d show("one.out"),show("one.err"),show("four.err"),show("three.err")
 ; the process waits for this one
 j last^jobsession:(session:output="last.out":error="last.err")
 q
nowhere n $et s $et="w $p($zs,"","",3,9),! s $ec="""""
 j nowhere^%nowhere:(session:output="no.out":error="no.err")
 q
one(a,b,c,d)
 s ^js(1,"job")=$j,^js(1,"where")=$g(where(1)),^js(1,"args")=a_","_$g(b)_","_$d(c)_","_$zwrite(d),^js(1,"cmd")=$zcmdline,^js(1,"zd")=$zd
 w "output of one",! s where(1)="there"
 s ^js(1)=1
 q
two s ^js(2,"asks")=1 l +^js("lock") s ^js(2,"has")=1 l -^js("lock")
 q
three s $zint="s ^js(3,""got"")=1",^js(3,"up")=1 f  h 10
 q
four j five^jobsession:(session:output="five.out":error="five.err")
 s x=1/0
 q
five s ^js("five")=1 q
many(i) i $i(^js("many"))
 q
last h .3 zsy "echo the last one ended >&2"
 q
show(file) n line
 o file:readonly u file f  r line q:$zeof  u $p w file,": ",line,! u file
 c file
 q
until(what) n i,t
 f i=1:1:3000 x "s t="_what q:t  h .01
 w:i=3000 "never: ",what,!
 q
