PREOFDIRECT ; READ in direct mode takes the next input lines
 q
