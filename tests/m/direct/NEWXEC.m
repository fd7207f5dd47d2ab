NEWXEC ; NEW, XECUTE, DO blocks, FOR and multi-command lines at the prompt
 q
