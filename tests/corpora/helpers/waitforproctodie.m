waitforproctodie(pid) ; returns when the process is gone, or after a minute
 n i
 f i=1:1:1200 q:'$zgetjpi(pid,"ISPROCALIVE")  h .05
 q
