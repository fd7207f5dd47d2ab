VIEW account
#type  cname    fbname  count flag size null
long   number   -       1     -    -    -
string owner    -       1     -    20   -
double balance  -       3     -    -    -
END
