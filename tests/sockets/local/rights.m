rights ; OWNER, GROUP, WORLD, SYSTEM, UIC, NEWVERSION and DELETE of a LOCAL listener
 n d,i,p,u s d=$ztrnlnm("TMPD"),u=$$shell^sk("id -u")_","_$$shell^sk("id -g")
 f p="owner=""rwx""","group=""rw""","world=""r""","system=""rw""","owner="""":group="""":world=""""","uic=u","uic=u:owner=""rw"":group=""r"":world=""x""" d
 . d try^spu("o ""s"":(listen=d_""/r.sock:LOCAL"":attach=""L"":newversion:"_p_")::""SOCKET""")
 . u $p w p,": ",$e($$shell^sk("ls -l "_d_"/r.sock"),1,10),! c "s":(socket="L":delete) w $zsearch(d_"/r.sock"),!
 d try^spu("o ""s"":(listen=d_""/r.sock:LOCAL"":owner=""rq"")::""SOCKET""")
 q
