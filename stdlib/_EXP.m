%EXP ; Power: %I becomes %I to the power %J
 s %I=$$FUNC(%I,%J) q
INT ; asks for both numbers and shows the power
 n %I,%J
 r !,"Power:  ",%J,!,"Number: ",%I w !,%I," raised to ",%J," is ",$$FUNC(%I,%J),! q
FUNC(i,j) q i**j
