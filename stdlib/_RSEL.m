%RSEL ; Selects routines: their names are the subscripts of %ZR, its nodes their directories, %ZR their number
SRC ; those of which there is a source
 k %ZR d ASK("m",0) q
OBJ ; those of which there is an object file
 k %ZR d ASK("mo",0) q
CALL ; adds to what %ZR has already
 d ASK("m",1) q
SILENT(text,label) ; selects without a word; the label is one of those above
 n all
 k:$g(label)'="CALL" %ZR
 d START($s($g(label)="OBJ":"mo",1:"m")),CHANGE(text,1,1)
 q
ASK(ext,quiet) n all
 d START(ext),LOOP(1,quiet) q
RD(ext) ; each answer is a selection of its own
 n all
 d START(ext),LOOP(0,0) q
START(ext) n name
 d ALL(ext) s %ZR=0,name="" f  s name=$o(%ZR(name)) q:name=""  s %ZR=%ZR+1
 q
LOOP(add,quiet) n text
 f  s text=$$ASK^%MRUNIO("Routine: ") q:text=""  d ANSWER(text,add,quiet)
 q
ANSWER(text,add,quiet) n name
 i text="?"!(text?1"?"1.E&($zco(text,"U")'="?D")) d HELP q
 i $e(text)="?" w ! s name="" f  q:'add  s name=$o(%ZR(name)) q:name=""  d LIST^%MRUNIO(name)
 i  q
 d CHANGE(text,add,quiet)
 w !,$s(add:"Current total",1:"Total")," of ",$$COUNT^%MRUNIO(%ZR,"routine"),".",!
 q
CHANGE(text,add,quiet) ; the selection, as the answer says
 n any,drop,name,out
 s any="?",drop="'-"[$e(text) s:drop text=$e(text,2,$l(text)) s drop=drop&add
 i 'add k %ZR s %ZR=0
 q:text[":"&($p(text,":",2)'="")&($p(text,":")]$p(text,":",2))
 d SELECT^%MRUNIO(text,any,.all,.out)
 i text[":",$p(text,":",2)'="" s name=$$HEAD^%MRUNIO($p(text,":",2))_$s(text["*":"~",1:"") f  s name=$o(out(name)) q:name=""  k out(name)
 s name="" f  s name=$o(out(name)) q:name=""  d:''$d(%ZR(name))=drop
 . d:'quiet LIST^%MRUNIO(name)
 . i drop k %ZR(name) s %ZR=%ZR-1
 . e  s %ZR(name)=out(name),%ZR=%ZR+1
 q
ALL(ext) ; the names in the directories of $ZROUTINES; the first one is the one that counts
 n dir,file,from,i,list,name,part
 s list=$zro f  q:list=""  d
 . s part=$p(list," ") s:part["(" part=$p(list,")")_")" s list=$e(list,$l(part)+2,$l(list))
 . s from=$p(part,"(") i ext="m",part["(" s from=$p($p(part,"(",2),")")
 . f i=1:1:$l(from," ") s dir=$p(from," ",i) d:dir'=""
 .. s:"*/"[$e(dir,$l(dir))&($l(dir)>1) dir=$e(dir,1,$l(dir)-1) q:$zparse(dir_"/","","","","SYNTAX_ONLY")=""
 .. f  s file=$zsearch(dir_"/*."_ext,17) q:file=""  d
 ... s name=$tr($zparse(file,"NAME"),"_","%") s:$d(all(name))=0 all(name)=$zparse(file,"DIRECTORY")
 q
HELP w !,"<RET>          to leave"
 w !,"*              for all"
 w !,"rout           for 1 routine"
 w !,"rout1:rout2    for a range"
 w !,"*              as wildcard permitting any number of characters"
 w !,"?              as a single character wildcard in positions other than the first"
 q:'add
 w !,"'              as the 1st character to remove routines from the list"
 w !,"?D             for the currently selected routines"
 q
