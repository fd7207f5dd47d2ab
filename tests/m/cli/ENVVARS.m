ENVVARS ; environment: $ZTRNLNM, gtm_prompt, gtm_boolean-like settings read at the start
 w $ztrnlnm("MYVAR"),"|",$ztrnlnm("NOSUCH"),"|",$ztrnlnm("EMPTY"),"|",$zprompt,"|",$zstep,"|",$zyer,"|",$zinterrupt,!
 w $zdateform,"|",$zmaxtptime,"|",$zq,"|",$v("UNDEF"),"|",undefd,"|",!
 q
