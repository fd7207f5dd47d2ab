mergeg ; MERGE of globals
 f i=1:1:3 s ^s(i)=i f j=1:1:2 s ^s(i,j)=i*j
 m l=^s zwr l
 m ^t=l k l(2) m ^t("sub")=l zwr ^t
 m ^t(1)=^s(3) zwr ^t(1,*)
 k ^t m ^t(5,6)=^s(1) zwr ^t w $r,!
 s ^t="top" m ^t=^s(2) zwr ^t
 m l("x")=^t,m2=^nosuch zwr l w $d(m2),!
 D e("m ^s=^s w ""same ok""")
 D e("m ^s(1,9)=^s")
 D e("m ^s=^s(1)")
 k ^t s ^t(1)=1 m ^t(1)=^s(1,1) zwr ^t
 m ^(2)=^s(2) zwr ^t
 k ^s,^t
 quit
e(zc) n $et s $et="d et s $ec="""" q" w zc," > " x zc w ! q
et w "# ",$p($zs,",",3,99),! q
