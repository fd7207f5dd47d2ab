ZWRITE ; ZWRITE at the prompt with patterns and ranges
 q
