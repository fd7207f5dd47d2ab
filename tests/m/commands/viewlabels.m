viewlabels ; VIEW "LABELS"
 w $v("LABELS"),! v "LABELS":"UPPER" w $v("LABELS"),! v "LABELS":"LOWER" w $v("LABELS"),! v "LABELS":"X"
 w $v("LABELS"),!
