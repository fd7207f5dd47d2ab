dupelabel ; duplicate labels and missing label calls
 n $et s $et="w ""<"",$p($zs,"","",3),"">"",! s $ec="""" q"
 d lab w "x",!
 q
lab w "first",! q
lab w "second",! q
