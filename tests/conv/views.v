VIEW account
#type  cname    fbname  count flag size null
long   number   -       1     -    -    -
string owner    -       1     -    20   -
double balance  -       3     -    -    -
END

VIEW person
#type  cname   fbname  count flag size null
string name    NAME    1     -    20   -
long   amount  AMOUNT  3     C    -    -1
double rate    RATE    1     F    -    -
char   sign    SIGN    1     S    -    'x'
short  small   SMALL   1     N    -    -
carray blob    BLOB    1     L,P  8    "- "
long   number  AMOUNT  1     F,S  -    NONE
END
