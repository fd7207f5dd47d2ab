BASIC ; simple commands, values that stay between lines, blank lines, comments
 q
