LABELS ; labels: digits, %, long names, lists, same code lines, calls with offsets
 d 1,01,%,%1,longlabelname12345678901234567
 d lab,lab+1,lab+2
 s v="lab+1" d @v s v="1^LABELS",w="%1" d @v,@w,@w^LABELS
 g end
1 w "1 " q
01 w "01 " q
% w "% " q
%1 w "%1 " q
longlabelname12345678901234567 w "long " q
lab w "lab "
 w "lab+1 "
 w "lab+2 ",! q
end w "end",!
