ZWSVN ; ZWRITE of special variables
 s $x=0 zwr $zl,$tlevel,$ec,$st,$zmode,$zchset,$test,$zeof,$zprompt
 q
