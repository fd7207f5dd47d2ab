%GL ; Another name of %G
 d ^%G
 q
