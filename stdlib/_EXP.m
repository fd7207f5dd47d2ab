%EXP ; Power: %I becomes %I to the power %J
 s %I=$$FUNC(%I,%J) q
INT ; asks for both numbers
 r !,"Base: ",%I,!,"Power: ",%J s %I=$$FUNC(%I,%J) w !,%I,! q
FUNC(i,j) q i**j
