ee ; Writes an inventory of EE connections from a global, for 'mrun nmi serve --inventory FILE': mrun examples/nmi/ee.m FILE
 ; ^EE(number)=local address^remote address^line^PU^CP^pipes^sessions. A server that runs reads the file again.
 n file,new,number,sep s file=$zcmdline
 i file="" w "usage: ee.m FILE",! q
 i '$d(^EE) d SAMPLE
 s new=file_".new" o new:newversion u new
 w "{""netid"":""NETA"",""cp"":""SSCP1A"",""SNEC"":[" s sep=""
 s number="" f  s number=$o(^EE(number)) q:number=""  w sep d ONE(^EE(number)) s sep=","
 w !,"]}",! c new
 ; The server never sees a part of it.
 zsystem "mv '"_new_"' '"_file_"'"
 q
ONE(v) n at,name,s s s=""
 w !," {""connection"":{"
 f at=1:1:7 s name=$p("local_ip^remote_ip^line^pu^cp^pipes^sessions","^",at) w s,"""",name,""":",$s(at<6:""""_$p(v,"^",at)_"""",1:+$p(v,"^",at)) s s=","
 w "}}"
 q
SAMPLE s ^EE(1)="192.0.2.1^198.51.100.7^LNEE0001^PUEE0001^SSCP2A^2^10"
 s ^EE(2)="192.0.2.1^198.51.100.8^LNEE0002^PUEE0002^SSCP3A^1^4"
 q
