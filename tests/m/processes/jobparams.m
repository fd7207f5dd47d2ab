jobparams ; JOB and its parameters
 new $etrap set $etrap="do err^jobparams"
 set x=5,x("a",1)="t",y="q",*z=x
 do file("st.sh","echo startup ran"),file("fail.sh","exit 3"),file("in.txt","line one")
 zsystem "chmod +x st.sh fail.sh"
 do t("child^jobparams:(output=""c1.out"":error=""c1.err"":cmdline=""a  b"":default=""."")","c1")
 do t("gb^jobparams:(output=""c1.out"":error=""c1.err"":gbldir=""other.gld"")","c1")
 do t("child^jobparams:(output=""c1.out"":error=""c1.err"":startup=""./fail.sh"")","c1")
 do t("child^jobparams:(output=""c1.out"":error=""c1.err"")","c1")
 do t("child^jobparams(1,""two"",,-3.5):(output=""c1.out"":error=""c1.err"")","c1")
 do t("child^jobparams:(output=""c1.out"":error=""c1.err"":passcurlvn)","c1")
 do t("child^jobparams(2):(out=""c1.out"":err=""c1.err"":pass)","c1")
 do t("child^jobparams:(output=""c1.out"":error=""c1.err"":startup=""./st.sh"")","c1")
 do t("child^jobparams:(output=""c1.out"":error=""c1.err"":startup=""nix.sh"")","c1")
 do t("child^jobparams:(output=""c1.out"":error=""c1.err"":input=""in.txt"")","c1")
 do t("child^jobparams:(output=""c1.out"":error=""c1.err"":input=""nix.txt"")","c1")
 do t("child^jobparams:(output=""/nix/c1.out"")","c1")
 do t("child^jobparams:(default=""/nix"")","c1")
 do t("child+3^jobparams:(output=""c1.out"":error=""c1.err"")","c1")
 do t("child^jobparams(x(""a"",1),.x):(output=""c1.out"":error=""c1.err"")","c1")
 do t("child^jobparams:(output=""c1.out"":error=""c1.err""):10","c1")
 do t("child^jobparams:(output=""c1.out"":error=""c1.err""):0","c1")
 quit
t(a,f) new e,r set e="child^jobparams(9)" write "JOB ",a,!
 kill ^done,^t
 open "c1.out":newversion close "c1.out":delete
 open "c1.err":newversion close "c1.err":delete
 if 0
 job @a
 write "test ",$test," zjob ",$zjob>0,!
 for i=1:1:1000 quit:$data(^done)  hang .01 if '$zsigproc($zjob,0),i>20 quit
 for i=1:1:100 quit:'$zsigproc($zjob,0)  hang .01
 do show(f_".out"),show(f_".err")
 quit
show(f) new l write "[",f,"]",!
 open f:(readonly:exception="goto no") use f for  read l quit:$zeof  use 0 write "|",l,! use f
 use 0 close f quit
file(n,l) open n:newversion use n write l,! close n quit
gb write $piece($zgbldir,"/",$length($zgbldir,"/")),! open "done":newversion close "done" quit
no use 0 write "no file",! quit
err write $piece($zstatus,",",3,9),! set $ecode="" quit:$zlevel<3  zgoto 2:ret
ret quit
child(a,b,c,d) ; what a job sees
 write "a=",$get(a,"-")," b=",$get(b,"-")," c=",$get(c,"-")," d=",$get(d,"-"),!
 write $zcmdline,"|",$zlevel,"|",$principal,"|",$io,"|",$zmode,!
 zwrite:$data(x) x,y,z
 read l write "in: ",l," ",$zeof,!
 write $stack(0),"|",$test,"|",$job=$get(^nix,$job),!
 set ^done=1
 quit
