provider ; serves the SNA interface with the EE connections of ^EE: mrun examples/nmi/provider.m DIR
 ; ^EE(number)="local address^remote address^line^PU^partner CP^pipes^sessions". ANSWER is run for each request; what it gives more
 ; than a filter asks for is left out.
 n about,error
 i '$d(^EE) d SAMPLE
 s about("netid")="NETA",about("cp")="SSCP1A"
 i '$$SERVE^%NMI("ANSWER^provider",.about,$zcmdline,.error) w error,! zhalt 1
 q
ANSWER(q,a) ; q("request") and q("filter",field) are what is asked; records go to a(record,number,subrecord,field)
 n number,v,i s number="",i=0
 i q("request")="ee-connection" f  s number=$o(^EE(number)) q:number=""  s v=^EE(number) d:$p(v,"^",2)=$g(q("filter","remote_ip"),$p(v,"^",2))
 . s i=i+1 d ONE(v,"SNEC",i)
 i q("request")="ee-summary" d
 . s a("SNEG","global","tcpip")="TCPIP",a("SNEG","global","connections")=$$COUNT
 . s a("SNEI","address","local_ip")=$p($g(^EE(1)),"^"),a("SNEI","address","connections")=$$COUNT
 q
ONE(v,record,i) n at
 f at=1:1:7 s a(record,i,"connection",$p("local_ip^remote_ip^line^pu^cp^pipes^sessions","^",at))=$p(v,"^",at)
 q
COUNT() n number,count s number="",count=0
 f  s number=$o(^EE(number)) q:number=""  s count=count+1
 q count
SAMPLE s ^EE(1)="192.0.2.1^198.51.100.7^LNEE0001^PUEE0001^SSCP2A^2^10"
 s ^EE(2)="192.0.2.1^198.51.100.8^LNEE0002^PUEE0002^SSCP3A^1^4"
 q
