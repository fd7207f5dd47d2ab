unreached ; bad lines never executed
 w "start",!
 g past
 s x=((1
 nonsense here
 w $nosuchfunction(1)
past w "past",!
 w "done",!
 q
