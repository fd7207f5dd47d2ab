FILEZKEY ; $ZKEY of a file is the place of the next READ or WRITE: bytes, or records and bytes of a fixed file
	new f,k,x
	set f="filezkey.txt"
	open f:(newversion:fixed:recordsize=8) use f set k(1)=$zkey write "abc" set k(2)=$zkey write ! set k(3)=$zkey write "abcdefghij",! set k(4)=$zkey close f
	open f:(readonly:fixed:recordsize=8) use f set k(5)=$zkey read x#3 set k(6)=$zkey read x#3 set k(7)=$zkey read x set k(8)=$zkey use f:seek="-1" set k(9)=$zkey use f:rewind set k(10)=$zkey close f
	open f:(readonly:fixed:recordsize=8:append) use f set k(11)=$zkey close f
	open f:(readonly:fixed:recordsize=5:append) use f set k(12)=$zkey close f
	open f:(newversion:stream) use f write "abc",! set k(13)=$zkey write "defghi",! set k(14)=$zkey close f
	open f:(readonly:stream) use f read x#2 set k(15)=$zkey read x set k(16)=$zkey use f:seek=2 set k(17)=$zkey read x set k(18)=$zkey read x set k(19)=$zkey,k(20)=$zeof close f
	open f:append use f set k(21)=$zkey write "more" set k(22)=$zkey close f
	open f use f set k(23)=$zkey close f:delete
	use $principal
	zwrite k
	quit
