ENDFALL ; a routine that ends without QUIT, output without an end of line
 w "no newline"
