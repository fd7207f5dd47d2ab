trim ; %TRIM as a filter of lines
 d ^%TRIM
 w $$L^%TRIM(" a "),"|",$$R^%TRIM(" a "),"|",$$FUNC^%TRIM("xax","x"),"|",!
 q
