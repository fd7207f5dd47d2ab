MISC ; special variables at the prompt: $ZPROMPT, $ZINTERRUPT text, $ZMODE, $ZSOURCE, $STACK
 q
