zrabaux w "b;y rab"
 q
