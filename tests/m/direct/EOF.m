EOF ; the end of the input in direct mode with an unfinished line
 q
