%zrxaux ; percent
 w 1
