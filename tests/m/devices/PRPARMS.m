PRPARMS ; USE parameters of terminals and files on a principal device that is a pipe
 s $et="w $p($zs,"","",3,9),! s $ec="""" q"
 f p="noecho","echo","escape","noescape","pasthru","typeahead","cenable","center","terminator=$c(13)","convert","noconvert","filter=""characters""","x=5","y=3","clearscreen","eraseline","hostsync","ttsync","rewind","nowrap","foo","width=0","readonly","image","editing","noinsert","canonical" d t
 q
t w p,": " x "u $p:"_p w "ok",!
 q
