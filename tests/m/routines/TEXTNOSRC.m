TEXTNOSRC ; $TEXT and ZPRINT of a routine whose source has gone or changed
 s $zro="."
 o "ns.m":newversion u "ns.m" w "ns w ""ns"",!",!," ;;data",! u 0 c "ns.m"
 zl "ns" o "ns.m":readonly c "ns.m":delete
 d ^ns w "[",$t(+2^ns),"][",$t(+0^ns),"]",!
 q
