%FL ; Lists the comments at the beginning of routines
 n %ZR,d,line,lines,n,name
 w !,"First Line Lister",!
 d ^%RSEL
 i '%ZR w !,"No routines selected" q
 s d=$$OUTPUT^%MRUNIO q:d="^"
 w ! u d w "Routine First Line Lister Utility",!,"GT.M ",$$NOW^%MRUNIO,!
 s lines=0,name="" f  s name=$o(%ZR(name)) q:name=""  d
 . i d'=$p u $p d LIST^%MRUNIO(name)
 . d LINES^%MRUNIO(%ZR(name)_$tr(name,"%","_")_".m",.line) u d w name,!
 . f n=1:1 q:'$d(line(n))  q:n>1&(line(n)'[";")  w $$EXPAND^%RO(line(n)),! s lines=lines+1
 . w !
 d CLOSE^%MRUNIO(d)
 w !,!,"Total of ",$$COUNT^%MRUNIO(lines,"line")," in ",$$COUNT^%MRUNIO(%ZR,"routine"),".",!,!
 q
