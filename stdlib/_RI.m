%RI ; Makes routines of a file that %RO made
 n d,dir,error,feed,line,lines,name,routines
 w !,"Routine Input Utility - Converts RO file to *.m files.",!
 s feed=$zco($e($$ASK^%MRUNIO("Formfeed delimited <No>? ")),"U")="Y"
 s d=$$INPUT^%MRUNIO("carat") q:d="^"
 i d'=$p s (line,name)=$$LINE,name=$$LINE u $p w !,line,!,name,!,!
 s dir=$$ASK^%MRUNIO("Output directory : ") w ! i dir="^" d CLOSE^%MRUNIO(d) q
 s:dir'=""&($e(dir,$l(dir))'="/") dir=dir_"/"
 s (lines,routines)=0,error="" f  s name=$p($$LINE,"^") q:name=""  d:d'=$p SHOW s error=$$ROUTINE(name) q:error'=""
 d CLOSE^%MRUNIO(d)
 i error'="" w !,"ERROR: ",error q
 w !,!,!,"Restored ",$$COUNT^%MRUNIO(lines,"line")," in ",$$COUNT^%MRUNIO(routines,"routine"),"."
 q
SHOW u $p d LIST^%MRUNIO(name) q
ROUTINE(name) ; the error, if it could not be written
 n file,$et
 s $et="n error s error=$zs,$ec="""" q error",file=dir_$tr(name,"%","_")_".m"
 o file:(newversion:stream:nowrap:recordsize=1048576)
 f  s line=$$LINE q:$s(feed:$e(line)=$c(12)!(line=""&$zeof),1:line="")  u file w line,! s lines=lines+1
 c file s routines=routines+1
 q ""
LINE() ; the next line; empty at the end
 n line,$et
 s $et="s $ec="""" q """""
 u d r line q line
