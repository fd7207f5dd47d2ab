ZWSUBS ; ZWRITE orders subscripts as $ORDER does and writes numbers without quotes
 f s=10,9,-1,-10,0,.5,-.5,1E3,1E20,"1E3","01","a","B","A","a b","1a","-","."," ",1000000000000000000,123456789012345678,.000001,"-0","+1","1.0" s x(s)=s
 zwr x
 q
