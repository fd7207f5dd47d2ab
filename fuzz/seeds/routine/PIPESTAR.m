PIPESTAR ; READ * and READ # on a PIPE, $X and $Y, $DEVICE
 s p="p" o p:(command="printf 'abc\ndefg\n'")::"PIPE" u p
 f i=1:1:5 r *x(i)
 r y#2 s y(1)=$x_","_$y r z s z(1)=$x_","_$y_","_$zeof
 r *e s e(1)=$zeof,e(2)=$device
 u 0 zwr
 c p
 q
