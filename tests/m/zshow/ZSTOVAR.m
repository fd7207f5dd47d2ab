ZSTOVAR ; ZSHOW into local and global variables: nodes, several codes, old nodes
 s x=1,y("a","b")=2,y=3,old="",t("V",1)="old",t="keep",t("S",99)="stays"
 zshow "VS":t
 zwr t
 k (x,y) zshow "v":^g
 zwr ^g
 k ^g zshow "sv":^g("sub",1)
 zwr ^g
 zshow "s":x zwr x
 q
