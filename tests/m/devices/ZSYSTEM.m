ZSYSTEM ; ZSYSTEM: output order, $ZSYSTEM, quoting, environment
 w "before " zsystem "echo inside" w "after ",$zsystem,!
 zsystem "exit 7" w $zsystem,! zsystem "false" w $zsystem,! zsystem "kill -9 $$" w $zsystem,!
 zsystem "nosuchcommand_q 2>/dev/null" w $zsystem,!
 zsystem "printf '%s|' 'a b' c; echo" zsystem "echo one","echo two"
 s c="echo indirect" zsystem @"c" zsystem:0 "echo no" zsystem:1 "echo yes"
 o "t.txt":newversion u "t.txt" w "buffered",! zsystem "cat t.txt" u 0 c "t.txt"
 zsystem "read x; echo got $x"
 r y w y,!
 zsystem ""
 q
