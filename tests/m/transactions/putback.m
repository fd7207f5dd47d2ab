putback ; what a restart puts back: each level its variables, NEWs undone, names of a transaction marked as in GT.M
 new name
 for name="tp1","tp2","tp3" do @(name_"^putback")
 quit
tp1 ;
 new a,b,c
 set a=1,b=1
 write "same frame, NEW after TSTART",!
 tstart (a)
 write "tr ",$trestart," a=",$get(a,"-")," b=",$get(b,"-"),!
 if $trestart<1 set a=2 new a set a=3,b=7 trestart
 tcommit
 write "a=",$get(a,"-"),!
 write "all",!
 kill  set a=1,b=1
 tstart *
 write "tr ",$trestart,! zwrite
 if $trestart<2 kill a set c=5,b=9 trestart
 tcommit
 write "nested, inner all",!
 kill  set a=1,b=1
 tstart a
 write "tr ",$trestart,! zwrite
 if $trestart<1 set b=2,a=2 tstart *  set d=1,b=3 kill a trestart
 tcommit
 write "nested, inner all in a frame with NEW",!
 kill  set a=1,b=1
 tstart (a,q)
 write "tr ",$trestart,! zwrite
 if $trestart<1 set b=2,a=2,q=1 do sub
 tcommit
 write "inner names, NEWed",!
 kill  set a=1,b=1
 tstart ()
 write "tr ",$trestart,! zwrite
 if $trestart<1 set b=2,a=2,q=1 do sub2
 tcommit
 write "inner none, outer *",!
 kill  set a=1,b=1
 tstart *
 write "tr ",$trestart,! zwrite
 if $trestart<1 set b=2,a=2,q=1 do sub3
 tcommit
 write "new in the same frame, all",!
 kill  set a=1,b=1
 tstart *
 write "tr ",$trestart,! zwrite
 if $trestart<1 new a,c set a=5,c=6 trestart
 tcommit
 write "name restored that did not exist",!
 kill  set a=1,b=1
 tstart (x,a)
 write "tr ",$trestart,! zwrite
 if $trestart<1 set x=1,x(1)=2 kill a set a(1)=5 trestart
 tcommit
 write "alias",!
 kill  set a=1,*c=a
 tstart (a)
 write "tr ",$trestart,! zwrite
 if $trestart<1 set c=3 trestart
 tcommit
 write "by reference",!
 kill  set a=1 do ref(.a)
 zwrite
 write "all, exclusive NEW",!
 kill  set a=1,b=1 tstart *
 write "tr ",$trestart,! zwrite
 if $trestart<1 new (b) set a=7,z=1 trestart
 tcommit  zwrite
 quit
ref(x) tstart (x)
 write "tr ",$trestart,! zwrite
 if $trestart<1 set x=2,a(1)=1 trestart
 tcommit
 quit
sub new b set b="n",z=1
 tstart *  set b="m",z=2,y=1
 trestart
 quit
sub2 new b set b="n",z=1
 tstart (b,z)  set b="m",z=2,y=1
 trestart
 quit
sub3 new b set b="n",z=1
 tstart  set b="m",z=2,y=1
 trestart
 quit
tp2 ;
 set x=0,w=0 do sa zwrite
 kill  set x=0,w=0 do sb zwrite
 kill  set x=0,w=0 do sc zwrite
 quit
sa set x=1
 tstart (x)
 if $trestart<1 set x=2 new x set x=3 trestart
 tcommit
 set x=9
 quit
sb set x=1
 tstart *
 if $trestart<1 set x=2 new  set x=3,w=3 trestart
 tcommit
 set x=9,w=8
 quit
sc set x=1
 tstart ()
 if $trestart<1 set x=2 new x,$etrap set x=3,$etrap="q" trestart
 tcommit
 write $etrap,!
 set x=9
 quit
tp3 ;
 set a=1,a(1)=2,b=2 tstart (a)
 zwrite
 write $zdata(a)," ",$zdata(a(1))," ",$zdata(b),!
 do n
 zshow "V"
 tstart (b,z) zwrite  write $zdata(b)," ",$zdata(z),! trollback -1
 zwrite
 tcommit
 zwrite
 write $zdata(a),!
 tstart *  zshow "v" kill a zwrite  set a=5 zwrite  kill *b zwrite  tcommit
 zwrite
 quit
n new a set a=7 zwrite  write $zdata(a),! quit
