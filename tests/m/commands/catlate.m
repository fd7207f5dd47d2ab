catlate ; operands of _ are read when all have been evaluated
 d t("a") s y=x_$$c("b") w y,!
 d t("a") w $re(x_$$c("b")),!
 d t("a") s y=x_$$c("b")_x w y,!
 d t("a") s y=x_"-"_$$c("b") w y,!
 d t("a") s y=$$c("b")_x_$$c("c") w y,!
 d t(1) s y=x_$$c(2) w y,!
 d t(1) s y=$re(x_$$c(2)) w y,!
 d t("ab") s y=$re(x_$$c("ab")) w y,!
 d t("abc") s y=x_$$c("xyz") w y,!
 d t("a") s y=x+$$c("5")_x w y,!
 d t("a") s y=(x_$$c("5"))=1 w y,!
 d t("a") i x_$$c("5")="a5" w "yes",!
 d t("a") s a(x_$$c("b"))=1 zwr a
 d t("a") s y=$$c("q")_$re(x_$$c("b")) w y,!
 d t(1) s y=x_$i(x) w y,!
 d t(1) s y=x_$i(x)_$i(x)_x w y,!
 d t(1) s y=$i(x)_x_$i(x)_x w y,!
 q
t(v) k (v) s x=v,a(1)=1,a(1,2)=12 q
c(v) s x=v q v
ca(v) s a(1)=v q v
