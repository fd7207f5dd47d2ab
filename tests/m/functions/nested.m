nested ; functions inside functions
 n s,i s s="the quick brown fox"
 WRITE "$l($p(s,"" "",$l(s,"" ""))) => ",$l($p(s," ",$l(s," "))),!
 WRITE "$p($re($p($re(s),"" "")),"" "") => ",$p($re($p($re(s)," "))," "),!
 WRITE "$e(s,$f(s,""quick"")-5,$f(s,""quick"")-1) => ",$e(s,$f(s,"quick")-5,$f(s,"quick")-1),!
 WRITE "$tr($e($p(s,"" "",2),1),""q"",""Q"")_$e($p(s,"" "",2),2,99) => ",$tr($e($p(s," ",2),1),"q","Q")_$e($p(s," ",2),2,99),!
 WRITE "$s($l(s)>5:$e(s,1,5)_""..."",1:s) => ",$s($l(s)>5:$e(s,1,5)_"...",1:s),!
 WRITE "$j($l($p(s,"" "",1,2)),5) => ",$j($l($p(s," ",1,2)),5),!
 WRITE "$c($a(""A"")+$l(s)) => ",$c($a("A")+$l(s)),!
 WRITE "$p(""a|b|c"",""|"",$s(s[""fox"":2,1:3)) => ",$p("a|b|c","|",$s(s["fox":2,1:3)),!
 WRITE "$g(@$p(""i;j"","";""),""undef"") => ",$g(@$p("i;j",";"),"undef"),!
 WRITE "$fn($l(s)*1000,"","") => ",$fn($l(s)*1000,","),!
 WRITE "$f(s,$e(s,5)) => ",$f(s,$e(s,5)),!
 WRITE "$a($e(s,$l(s))) => ",$a($e(s,$l(s))),!
 WRITE "$re($re(s))=s => ",$re($re(s))=s,!
 WRITE "$l($tr(s,"" ""))_""/""_$l(s) => ",$l($tr(s," "))_"/"_$l(s),!
 WRITE "$d(@$c(115)) => ",$d(@$c(115)),!
 WRITE "$o(a($o(a("""")))) => ",$o(a($o(a("")))),!
 WRITE "$na(a($l(s),$e(s))) => ",$na(a($l(s),$e(s))),!
 f i=1:1:$l(s," ") w $c($a($p(s," ",i))-32),$e($p(s," ",i),2,9)," "
 w !
 s t=$p(s," ",2),$e(t)=$c($a(t)#32+64),$p(s," ",2)=t w s,!
