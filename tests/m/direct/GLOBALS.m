GLOBALS ; globals and locks at the prompt
 q
