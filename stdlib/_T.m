%T ; The time, as 5:53 AM
 w $$FUNC q
INT s %TIM=$$FUNC q
FUNC() q $$TEXT^%TO($p($h,",",2))
