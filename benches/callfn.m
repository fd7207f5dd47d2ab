callfn ; extrinsic functions
 n n,i,s s n=$s($zcmdline:+$zcmdline,1:3000000),s=0
 f i=1:1:n s s=s+$$mul(i,3)
 w "callfn ",s,!
 q
mul(a,b) q a*b
