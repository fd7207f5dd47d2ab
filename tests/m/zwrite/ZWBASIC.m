ZWBASIC ; ZWRITE without arguments and of names: order, quoting, numbers
 s z=1,Z=2,a=3,%z=4,aa=5,a1=6,num=007.50,str="007.50",neg=-0,big=123456789012345678,e="1E5",f=1E5,min="-",dot=".5"
 zwr
 w "--",! zwr a,aa,z
 k zwr
 q
