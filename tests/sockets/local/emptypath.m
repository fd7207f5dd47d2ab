emptypath ; a LOCAL listener without a path
 d try^spu("o ""s9"":(listen="":LOCAL""):0:""SOCKET""")
 d try^spu("o ""s9"":(connect="":LOCAL""):0:""SOCKET""")
 q
