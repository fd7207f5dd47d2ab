//! The one table of M's words: commands, intrinsic functions and special variables, with their abbreviations and help.

/// A row of a word table.
#[derive(Debug, Clone, Copy)]
pub struct Word<T: 'static> {
    pub id: T,
    /// Shortest abbreviation; every longer prefix of `name` is accepted as well.
    pub short: &'static str,
    pub name: &'static str,
    /// Least and greatest number of arguments (functions only).
    pub args: (u8, u8),
    /// One line of help for the REPL.
    pub help: &'static str,
}

/// Commands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Verb {
    Break,
    Close,
    Do,
    Else,
    For,
    Goto,
    Halt,
    Hang,
    If,
    Job,
    Kill,
    Lock,
    Merge,
    New,
    Open,
    Quit,
    Read,
    Set,
    Tcommit,
    Trestart,
    Trollback,
    Tstart,
    Use,
    View,
    Write,
    Xecute,
    Zallocate,
    Zattach,
    Zbreak,
    Zcompile,
    Zcontinue,
    Zdeallocate,
    Zedit,
    Zgoto,
    Zhalt,
    Zhelp,
    Zinvcmd,
    Zkill,
    Zlink,
    Zmessage,
    Zprint,
    Zrupdate,
    Zshow,
    Zstep,
    Zsystem,
    Ztcommit,
    Ztrigger,
    Ztstart,
    Zwithdraw,
    Zwrite,
}

/// Commands. One row each, in the order of the enumeration.
#[rustfmt::skip]
pub static VERBS: &[Word<Verb>] = &[
    Word { id: Verb::Break, short: "B", name: "BREAK", args: (0, 0), help: "Stop here and go to direct mode, or execute the text of the argument there" },
    Word { id: Verb::Close, short: "C", name: "CLOSE", args: (0, 0), help: "Close devices" },
    Word { id: Verb::Do, short: "D", name: "DO", args: (0, 0), help: "Call labels, routines or the block that follows" },
    Word { id: Verb::Else, short: "E", name: "ELSE", args: (0, 0), help: "Go on with the line only if $TEST is 0" },
    Word { id: Verb::For, short: "F", name: "FOR", args: (0, 0), help: "Repeat the rest of the line" },
    Word { id: Verb::Goto, short: "G", name: "GOTO", args: (0, 0), help: "Go on at a label" },
    Word { id: Verb::Halt, short: "H", name: "HALT", args: (0, 0), help: "End the process; H without argument is the same" },
    Word { id: Verb::Hang, short: "HANG", name: "HANG", args: (0, 0), help: "Wait for some seconds" },
    Word { id: Verb::If, short: "I", name: "IF", args: (0, 0), help: "Go on with the line only if all arguments are true; sets $TEST" },
    Word { id: Verb::Job, short: "J", name: "JOB", args: (0, 0), help: "Start a process" },
    Word { id: Verb::Kill, short: "K", name: "KILL", args: (0, 0), help: "Remove variables and everything below them" },
    Word { id: Verb::Lock, short: "L", name: "LOCK", args: (0, 0), help: "Claim names against other processes, or give them up" },
    Word { id: Verb::Merge, short: "M", name: "MERGE", args: (0, 0), help: "Copy a subtree" },
    Word { id: Verb::New, short: "N", name: "NEW", args: (0, 0), help: "Save local variables and start with empty ones until QUIT" },
    Word { id: Verb::Open, short: "O", name: "OPEN", args: (0, 0), help: "Open devices" },
    Word { id: Verb::Quit, short: "Q", name: "QUIT", args: (0, 0), help: "Return from a call or end a FOR, with a value for an extrinsic function" },
    Word { id: Verb::Read, short: "R", name: "READ", args: (0, 0), help: "Read from the current device" },
    Word { id: Verb::Set, short: "S", name: "SET", args: (0, 0), help: "Assign values" },
    Word { id: Verb::Tcommit, short: "TC", name: "TCOMMIT", args: (0, 0), help: "Commit the transaction" },
    Word { id: Verb::Trestart, short: "TRE", name: "TRESTART", args: (0, 0), help: "Restart the transaction" },
    Word { id: Verb::Trollback, short: "TRO", name: "TROLLBACK", args: (0, 0), help: "Give up the transaction, or some of its levels" },
    Word { id: Verb::Tstart, short: "TS", name: "TSTART", args: (0, 0), help: "Start a transaction" },
    Word { id: Verb::Use, short: "U", name: "USE", args: (0, 0), help: "Make a device the current one" },
    Word { id: Verb::View, short: "V", name: "VIEW", args: (0, 0), help: "Change internal settings" },
    Word { id: Verb::Write, short: "W", name: "WRITE", args: (0, 0), help: "Write to the current device" },
    Word { id: Verb::Xecute, short: "X", name: "XECUTE", args: (0, 0), help: "Execute text as commands" },
    Word { id: Verb::Zallocate, short: "Z", name: "ZALLOCATE", args: (0, 0), help: "Claim names as LOCK + does" },
    Word { id: Verb::Zattach, short: "ZAT", name: "ZATTACH", args: (0, 0), help: "Go to another process of the session (not supported)" },
    Word { id: Verb::Zbreak, short: "ZB", name: "ZBREAK", args: (0, 0), help: "Set or remove breakpoints" },
    Word { id: Verb::Zcompile, short: "ZCO", name: "ZCOMPILE", args: (0, 0), help: "Compile source files" },
    Word { id: Verb::Zcontinue, short: "ZC", name: "ZCONTINUE", args: (0, 0), help: "Go on after BREAK" },
    Word { id: Verb::Zdeallocate, short: "ZD", name: "ZDEALLOCATE", args: (0, 0), help: "Give up names as LOCK - does" },
    Word { id: Verb::Zedit, short: "ZE", name: "ZEDIT", args: (0, 0), help: "Edit a source file" },
    Word { id: Verb::Zgoto, short: "ZG", name: "ZGOTO", args: (0, 0), help: "Go to a stack level, and there to a label" },
    Word { id: Verb::Zhalt, short: "ZHA", name: "ZHALT", args: (0, 0), help: "End the process with an exit status" },
    Word { id: Verb::Zhelp, short: "ZH", name: "ZHELP", args: (0, 0), help: "Show help" },
    Word { id: Verb::Zinvcmd, short: "ZI", name: "ZINVCMD", args: (0, 0), help: "Raise INVCMD: stands for an unknown command" },
    Word { id: Verb::Zkill, short: "ZK", name: "ZKILL", args: (0, 0), help: "Remove the value of variables but not what is below them" },
    Word { id: Verb::Zlink, short: "ZL", name: "ZLINK", args: (0, 0), help: "Compile and load a routine" },
    Word { id: Verb::Zmessage, short: "ZM", name: "ZMESSAGE", args: (0, 0), help: "Raise an error by its number" },
    Word { id: Verb::Zprint, short: "ZP", name: "ZPRINT", args: (0, 0), help: "Show source lines" },
    Word { id: Verb::Zrupdate, short: "ZR", name: "ZRUPDATE", args: (0, 0), help: "Announce new versions of object files" },
    Word { id: Verb::Zshow, short: "ZS", name: "ZSHOW", args: (0, 0), help: "Show the state of the process" },
    Word { id: Verb::Zstep, short: "ZST", name: "ZSTEP", args: (0, 0), help: "Go on to the next line" },
    Word { id: Verb::Zsystem, short: "ZSY", name: "ZSYSTEM", args: (0, 0), help: "Run a shell command" },
    Word { id: Verb::Ztcommit, short: "ZT", name: "ZTCOMMIT", args: (0, 0), help: "End a journal fence" },
    Word { id: Verb::Ztrigger, short: "ZTR", name: "ZTRIGGER", args: (0, 0), help: "Run the triggers of a global node without changing it" },
    Word { id: Verb::Ztstart, short: "ZTS", name: "ZTSTART", args: (0, 0), help: "Begin a journal fence" },
    Word { id: Verb::Zwithdraw, short: "ZWI", name: "ZWITHDRAW", args: (0, 0), help: "Remove the value of variables but not what is below them" },
    Word { id: Verb::Zwrite, short: "ZWR", name: "ZWRITE", args: (0, 0), help: "Show variables as SET arguments" },
];

/// Intrinsic functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Func {
    Ascii,
    Char,
    Data,
    Extract,
    Find,
    Fnumber,
    Get,
    Increment,
    Justify,
    Length,
    Name,
    Next,
    Order,
    Piece,
    Qlength,
    Qsubscript,
    Query,
    Random,
    Reverse,
    Select,
    Stack,
    Text,
    Translate,
    View,
    Zahandle,
    Zascii,
    Zatransform,
    Zauditlog,
    Zbitand,
    Zbitcount,
    Zbitfind,
    Zbitget,
    Zbitlen,
    Zbitnot,
    Zbitor,
    Zbitset,
    Zbitstr,
    Zbitxor,
    Zchar,
    Zcollate,
    Zconvert,
    Zdata,
    Zdate,
    Zextract,
    Zfind,
    Zgetjpi,
    Zincrement,
    Zjobexam,
    Zjustify,
    Zlength,
    Zmessage,
    Zparse,
    Zpeek,
    Zpiece,
    Zprevious,
    Zqgblmod,
    Zsearch,
    Zsigproc,
    Zsocket,
    Zsubstr,
    Zsyslog,
    Ztranslate,
    Ztrigger,
    Ztrnlnm,
    Zwidth,
    Zwrite,
}

/// Intrinsic functions. One row each, in the order of the enumeration.
#[rustfmt::skip]
pub static FUNCS: &[Word<Func>] = &[
    Word { id: Func::Ascii, short: "A", name: "ASCII", args: (1, 2), help: "Code of a character" },
    Word { id: Func::Char, short: "C", name: "CHAR", args: (1, 255), help: "Characters of codes" },
    Word { id: Func::Data, short: "D", name: "DATA", args: (1, 1), help: "Does a variable have a value, descendants, both?" },
    Word { id: Func::Extract, short: "E", name: "EXTRACT", args: (1, 3), help: "Characters by position" },
    Word { id: Func::Find, short: "F", name: "FIND", args: (2, 3), help: "Position after a substring" },
    Word { id: Func::Fnumber, short: "FN", name: "FNUMBER", args: (2, 3), help: "Number in an edited format" },
    Word { id: Func::Get, short: "G", name: "GET", args: (1, 2), help: "Value, or a default if there is none" },
    Word { id: Func::Increment, short: "I", name: "INCREMENT", args: (1, 2), help: "Add to a variable in one step and return the sum" },
    Word { id: Func::Justify, short: "J", name: "JUSTIFY", args: (2, 3), help: "Right-justify, or round to decimals" },
    Word { id: Func::Length, short: "L", name: "LENGTH", args: (1, 2), help: "Number of characters or pieces" },
    Word { id: Func::Name, short: "NA", name: "NAME", args: (1, 2), help: "Name of a variable with evaluated subscripts" },
    Word { id: Func::Next, short: "N", name: "NEXT", args: (1, 1), help: "Next subscript, old form of $ORDER" },
    Word { id: Func::Order, short: "O", name: "ORDER", args: (1, 2), help: "Next or previous subscript of a level" },
    Word { id: Func::Piece, short: "P", name: "PIECE", args: (2, 4), help: "Pieces between delimiters" },
    Word { id: Func::Qlength, short: "QL", name: "QLENGTH", args: (1, 1), help: "Number of subscripts in a name" },
    Word { id: Func::Qsubscript, short: "QS", name: "QSUBSCRIPT", args: (2, 2), help: "A subscript of a name" },
    Word { id: Func::Query, short: "Q", name: "QUERY", args: (1, 1), help: "Name of the next node" },
    Word { id: Func::Random, short: "R", name: "RANDOM", args: (1, 1), help: "Random integer below a limit" },
    Word { id: Func::Reverse, short: "RE", name: "REVERSE", args: (1, 1), help: "Characters in reverse order" },
    Word { id: Func::Select, short: "S", name: "SELECT", args: (1, 255), help: "Value of the first true condition" },
    Word { id: Func::Stack, short: "ST", name: "STACK", args: (1, 2), help: "The calls on the stack" },
    Word { id: Func::Text, short: "T", name: "TEXT", args: (1, 1), help: "A source line" },
    Word { id: Func::Translate, short: "TR", name: "TRANSLATE", args: (1, 3), help: "Replace characters" },
    Word { id: Func::View, short: "V", name: "VIEW", args: (1, 255), help: "Read internal settings" },
    Word { id: Func::Zahandle, short: "ZAH", name: "ZAHANDLE", args: (1, 1), help: "Identity of an array" },
    Word { id: Func::Zascii, short: "Z", name: "ZASCII", args: (1, 2), help: "Value of a byte" },
    Word { id: Func::Zatransform, short: "ZAT", name: "ZATRANSFORM", args: (2, 4), help: "Key under a collation" },
    Word { id: Func::Zauditlog, short: "ZAU", name: "ZAUDITLOG", args: (1, 1), help: "Send a message to the audit log" },
    Word { id: Func::Zbitand, short: "ZB", name: "ZBITAND", args: (2, 2), help: "AND of bit strings" },
    Word { id: Func::Zbitcount, short: "ZBITC", name: "ZBITCOUNT", args: (1, 1), help: "Number of bits set" },
    Word { id: Func::Zbitfind, short: "ZBITF", name: "ZBITFIND", args: (2, 3), help: "Position after a bit" },
    Word { id: Func::Zbitget, short: "ZBITG", name: "ZBITGET", args: (2, 2), help: "A bit" },
    Word { id: Func::Zbitlen, short: "ZBITL", name: "ZBITLEN", args: (1, 1), help: "Number of bits" },
    Word { id: Func::Zbitnot, short: "ZBITN", name: "ZBITNOT", args: (1, 1), help: "Complement of a bit string" },
    Word { id: Func::Zbitor, short: "ZBITO", name: "ZBITOR", args: (2, 2), help: "OR of bit strings" },
    Word { id: Func::Zbitset, short: "ZBITS", name: "ZBITSET", args: (3, 3), help: "Bit string with a bit changed" },
    Word { id: Func::Zbitstr, short: "ZBITST", name: "ZBITSTR", args: (1, 2), help: "Make a bit string" },
    Word { id: Func::Zbitxor, short: "ZBITX", name: "ZBITXOR", args: (2, 2), help: "Exclusive OR of bit strings" },
    Word { id: Func::Zchar, short: "ZC", name: "ZCHAR", args: (1, 255), help: "Bytes of codes" },
    Word { id: Func::Zcollate, short: "ZCOL", name: "ZCOLLATE", args: (2, 3), help: "Key under a collation" },
    Word { id: Func::Zconvert, short: "ZCO", name: "ZCONVERT", args: (2, 3), help: "Change case or character set" },
    Word { id: Func::Zdata, short: "ZDA", name: "ZDATA", args: (1, 1), help: "$DATA that also tells aliases" },
    Word { id: Func::Zdate, short: "ZD", name: "ZDATE", args: (1, 4), help: "Date and time as text" },
    Word { id: Func::Zextract, short: "ZE", name: "ZEXTRACT", args: (1, 3), help: "Bytes by position" },
    Word { id: Func::Zfind, short: "ZF", name: "ZFIND", args: (2, 3), help: "Position after a substring, in bytes" },
    Word { id: Func::Zgetjpi, short: "ZG", name: "ZGETJPI", args: (2, 2), help: "Facts about a process" },
    Word { id: Func::Zincrement, short: "ZI", name: "ZINCREMENT", args: (1, 2), help: "$INCREMENT" },
    Word { id: Func::Zjobexam, short: "ZJO", name: "ZJOBEXAM", args: (0, 2), help: "Write a report about the process to a file" },
    Word { id: Func::Zjustify, short: "ZJ", name: "ZJUSTIFY", args: (2, 3), help: "$JUSTIFY in bytes" },
    Word { id: Func::Zlength, short: "ZL", name: "ZLENGTH", args: (1, 2), help: "Number of bytes or pieces" },
    Word { id: Func::Zmessage, short: "ZM", name: "ZMESSAGE", args: (1, 1), help: "Text of a message number" },
    Word { id: Func::Zparse, short: "ZPA", name: "ZPARSE", args: (1, 5), help: "Parts of a file name" },
    Word { id: Func::Zpeek, short: "ZPE", name: "ZPEEK", args: (3, 4), help: "Read internal memory" },
    Word { id: Func::Zpiece, short: "ZPI", name: "ZPIECE", args: (2, 4), help: "Pieces between delimiters, in bytes" },
    Word { id: Func::Zprevious, short: "ZP", name: "ZPREVIOUS", args: (1, 1), help: "Previous subscript of a level" },
    Word { id: Func::Zqgblmod, short: "ZQ", name: "ZQGBLMOD", args: (1, 1), help: "Could a node have been changed since a backup?" },
    Word { id: Func::Zsearch, short: "ZS", name: "ZSEARCH", args: (1, 2), help: "Next file that matches a pattern" },
    Word { id: Func::Zsigproc, short: "ZSI", name: "ZSIGPROC", args: (2, 2), help: "Send a signal to a process" },
    Word { id: Func::Zsocket, short: "ZSO", name: "ZSOCKET", args: (2, 4), help: "Facts about a socket device" },
    Word { id: Func::Zsubstr, short: "ZSU", name: "ZSUBSTR", args: (1, 3), help: "Characters that fit a number of bytes" },
    Word { id: Func::Zsyslog, short: "ZSY", name: "ZSYSLOG", args: (1, 1), help: "Send a message to the system log" },
    Word { id: Func::Ztranslate, short: "ZT", name: "ZTRANSLATE", args: (1, 3), help: "Replace bytes" },
    Word { id: Func::Ztrigger, short: "ZTRI", name: "ZTRIGGER", args: (1, 3), help: "Define or show triggers" },
    Word { id: Func::Ztrnlnm, short: "ZTRN", name: "ZTRNLNM", args: (1, 6), help: "Value of an environment variable" },
    Word { id: Func::Zwidth, short: "ZW", name: "ZWIDTH", args: (1, 1), help: "Columns a text takes on a terminal" },
    Word { id: Func::Zwrite, short: "ZWR", name: "ZWRITE", args: (1, 2), help: "Text in ZWRITE format, or back" },
];

/// Intrinsic special variables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Svn {
    Device,
    Ecode,
    Estack,
    Etrap,
    Horolog,
    Io,
    Job,
    Key,
    Principal,
    Quit,
    Reference,
    Stack,
    Storage,
    System,
    Test,
    Tlevel,
    Trestart,
    X,
    Y,
    Za,
    Zallocstor,
    Zaudit,
    Zb,
    Zchset,
    Zclose,
    Zcmdline,
    Zcompile,
    Zcstatus,
    Zdateform,
    Zdirectory,
    Zeditor,
    Zeof,
    Zerror,
    Zgbldir,
    Zhorolog,
    Zicuver,
    Zininterrupt,
    Zinterrupt,
    Zio,
    Zjob,
    Zkey,
    Zlevel,
    Zmalloclim,
    Zmaxtptime,
    Zmode,
    Zonlnrlbk,
    Zpatnumeric,
    Zpin,
    Zposition,
    Zpout,
    Zprompt,
    Zquit,
    Zrealstor,
    Zreldate,
    Zroutines,
    Zsource,
    Zstatus,
    Zstep,
    Zstrpllim,
    Zsystem,
    Ztdata,
    Ztdelim,
    Ztexit,
    Ztimeout,
    Ztlevel,
    Ztname,
    Ztoldval,
    Ztrap,
    Ztriggerop,
    Ztslate,
    Ztupdate,
    Ztvalue,
    Ztwormhole,
    Zusedstor,
    Zut,
    Zversion,
    Zyerror,
    Zyrelease,
}

/// Intrinsic special variables. One row each, in the order of the enumeration.
#[rustfmt::skip]
pub static SVNS: &[Word<Svn>] = &[
    Word { id: Svn::Device, short: "D", name: "DEVICE", args: (0, 0), help: "State of the current device" },
    Word { id: Svn::Ecode, short: "EC", name: "ECODE", args: (0, 0), help: "Error codes since it was last empty" },
    Word { id: Svn::Estack, short: "ES", name: "ESTACK", args: (0, 0), help: "Stack level since NEW $ESTACK" },
    Word { id: Svn::Etrap, short: "ET", name: "ETRAP", args: (0, 0), help: "Code to execute on an error" },
    Word { id: Svn::Horolog, short: "H", name: "HOROLOG", args: (0, 0), help: "Day and second of the local time" },
    Word { id: Svn::Io, short: "I", name: "IO", args: (0, 0), help: "Current device" },
    Word { id: Svn::Job, short: "J", name: "JOB", args: (0, 0), help: "Number of the process" },
    Word { id: Svn::Key, short: "K", name: "KEY", args: (0, 0), help: "What ended the last READ" },
    Word { id: Svn::Principal, short: "P", name: "PRINCIPAL", args: (0, 0), help: "Device of the process" },
    Word { id: Svn::Quit, short: "Q", name: "QUIT", args: (0, 0), help: "Does the call want a value?" },
    Word { id: Svn::Reference, short: "R", name: "REFERENCE", args: (0, 0), help: "Last global reference" },
    Word { id: Svn::Stack, short: "ST", name: "STACK", args: (0, 0), help: "Stack level" },
    Word { id: Svn::Storage, short: "S", name: "STORAGE", args: (0, 0), help: "Free space" },
    Word { id: Svn::System, short: "SY", name: "SYSTEM", args: (0, 0), help: "Number and name of the system" },
    Word { id: Svn::Test, short: "T", name: "TEST", args: (0, 0), help: "Truth of the last IF or timeout" },
    Word { id: Svn::Tlevel, short: "TL", name: "TLEVEL", args: (0, 0), help: "Transaction level" },
    Word { id: Svn::Trestart, short: "TR", name: "TRESTART", args: (0, 0), help: "Restarts of the transaction" },
    Word { id: Svn::X, short: "X", name: "X", args: (0, 0), help: "Column of the current device" },
    Word { id: Svn::Y, short: "Y", name: "Y", args: (0, 0), help: "Line of the current device" },
    Word { id: Svn::Za, short: "Z", name: "ZA", args: (0, 0), help: "Status of the last READ" },
    Word { id: Svn::Zallocstor, short: "ZAL", name: "ZALLOCSTOR", args: (0, 0), help: "Bytes allocated" },
    Word { id: Svn::Zaudit, short: "ZAU", name: "ZAUDIT", args: (0, 0), help: "Is auditing on?" },
    Word { id: Svn::Zb, short: "ZB", name: "ZB", args: (0, 0), help: "Terminator of the last READ" },
    Word { id: Svn::Zchset, short: "ZCH", name: "ZCHSET", args: (0, 0), help: "M or UTF-8" },
    Word { id: Svn::Zclose, short: "ZCL", name: "ZCLOSE", args: (0, 0), help: "Exit status of the last PIPE closed" },
    Word { id: Svn::Zcmdline, short: "ZCM", name: "ZCMDLINE", args: (0, 0), help: "Arguments of the command line" },
    Word { id: Svn::Zcompile, short: "ZCO", name: "ZCOMPILE", args: (0, 0), help: "Qualifiers for compilation" },
    Word { id: Svn::Zcstatus, short: "ZC", name: "ZCSTATUS", args: (0, 0), help: "Status of the last compilation" },
    Word { id: Svn::Zdateform, short: "ZDA", name: "ZDATEFORM", args: (0, 0), help: "Years with two or four digits" },
    Word { id: Svn::Zdirectory, short: "ZD", name: "ZDIRECTORY", args: (0, 0), help: "Current directory" },
    Word { id: Svn::Zeditor, short: "ZED", name: "ZEDITOR", args: (0, 0), help: "Status of the last ZEDIT" },
    Word { id: Svn::Zeof, short: "ZEO", name: "ZEOF", args: (0, 0), help: "Is the current device at its end?" },
    Word { id: Svn::Zerror, short: "ZE", name: "ZERROR", args: (0, 0), help: "Text about the last error" },
    Word { id: Svn::Zgbldir, short: "ZG", name: "ZGBLDIR", args: (0, 0), help: "Global directory" },
    Word { id: Svn::Zhorolog, short: "ZH", name: "ZHOROLOG", args: (0, 0), help: "Day, second, microsecond and offset of the local time" },
    Word { id: Svn::Zicuver, short: "ZIC", name: "ZICUVER", args: (0, 0), help: "Version of ICU" },
    Word { id: Svn::Zininterrupt, short: "ZIN", name: "ZININTERRUPT", args: (0, 0), help: "Is an interrupt being handled?" },
    Word { id: Svn::Zinterrupt, short: "ZINT", name: "ZINTERRUPT", args: (0, 0), help: "Code to execute on an interrupt" },
    Word { id: Svn::Zio, short: "ZI", name: "ZIO", args: (0, 0), help: "Full name of the current device" },
    Word { id: Svn::Zjob, short: "ZJ", name: "ZJOB", args: (0, 0), help: "Process that JOB started last" },
    Word { id: Svn::Zkey, short: "ZK", name: "ZKEY", args: (0, 0), help: "Sockets that are ready, or the place in a file" },
    Word { id: Svn::Zlevel, short: "ZL", name: "ZLEVEL", args: (0, 0), help: "Stack level" },
    Word { id: Svn::Zmalloclim, short: "ZM", name: "ZMALLOCLIM", args: (0, 0), help: "Limit of memory that raises an error" },
    Word { id: Svn::Zmaxtptime, short: "ZMAX", name: "ZMAXTPTIME", args: (0, 0), help: "Seconds a transaction may take" },
    Word { id: Svn::Zmode, short: "ZMO", name: "ZMODE", args: (0, 0), help: "INTERACTIVE or OTHER" },
    Word { id: Svn::Zonlnrlbk, short: "ZO", name: "ZONLNRLBK", args: (0, 0), help: "Number of online rollbacks" },
    Word { id: Svn::Zpatnumeric, short: "ZPA", name: "ZPATNUMERIC", args: (0, 0), help: "M or UTF-8 meaning of N in patterns" },
    Word { id: Svn::Zpin, short: "ZPI", name: "ZPIN", args: (0, 0), help: "Input side of $PRINCIPAL" },
    Word { id: Svn::Zposition, short: "ZP", name: "ZPOSITION", args: (0, 0), help: "Place of execution" },
    Word { id: Svn::Zpout, short: "ZPOU", name: "ZPOUT", args: (0, 0), help: "Output side of $PRINCIPAL" },
    Word { id: Svn::Zprompt, short: "ZPR", name: "ZPROMPT", args: (0, 0), help: "Prompt of direct mode" },
    Word { id: Svn::Zquit, short: "ZQ", name: "ZQUIT", args: (0, 0), help: "May QUIT differ from what the call wants?" },
    Word { id: Svn::Zrealstor, short: "ZR", name: "ZREALSTOR", args: (0, 0), help: "Bytes of memory taken from the system" },
    Word { id: Svn::Zreldate, short: "ZREL", name: "ZRELDATE", args: (0, 0), help: "Date of the release" },
    Word { id: Svn::Zroutines, short: "ZRO", name: "ZROUTINES", args: (0, 0), help: "Where routines are looked for" },
    Word { id: Svn::Zsource, short: "ZSO", name: "ZSOURCE", args: (0, 0), help: "Default file of ZLINK and ZEDIT" },
    Word { id: Svn::Zstatus, short: "ZS", name: "ZSTATUS", args: (0, 0), help: "Last error with its place" },
    Word { id: Svn::Zstep, short: "ZSTE", name: "ZSTEP", args: (0, 0), help: "Code to execute after ZSTEP" },
    Word { id: Svn::Zstrpllim, short: "ZSTR", name: "ZSTRPLLIM", args: (0, 0), help: "Limit of string memory" },
    Word { id: Svn::Zsystem, short: "ZSY", name: "ZSYSTEM", args: (0, 0), help: "Status of the last ZSYSTEM" },
    Word { id: Svn::Ztdata, short: "ZTD", name: "ZTDATA", args: (0, 0), help: "In a trigger: $DATA of the node before the change" },
    Word { id: Svn::Ztdelim, short: "ZTDE", name: "ZTDELIM", args: (0, 0), help: "In a trigger: its delimiter" },
    Word { id: Svn::Ztexit, short: "ZTE", name: "ZTEXIT", args: (0, 0), help: "Rethrow an interrupt after a transaction?" },
    Word { id: Svn::Ztimeout, short: "ZTI", name: "ZTIMEOUT", args: (0, 0), help: "Seconds left and code to execute then" },
    Word { id: Svn::Ztlevel, short: "ZTL", name: "ZTLEVEL", args: (0, 0), help: "Depth of triggers" },
    Word { id: Svn::Ztname, short: "ZTN", name: "ZTNAME", args: (0, 0), help: "In a trigger: its name" },
    Word { id: Svn::Ztoldval, short: "ZTO", name: "ZTOLDVAL", args: (0, 0), help: "In a trigger: the value before" },
    Word { id: Svn::Ztrap, short: "ZT", name: "ZTRAP", args: (0, 0), help: "Code to execute on an error, old form" },
    Word { id: Svn::Ztriggerop, short: "ZTRI", name: "ZTRIGGEROP", args: (0, 0), help: "In a trigger: what was done" },
    Word { id: Svn::Ztslate, short: "ZTS", name: "ZTSLATE", args: (0, 0), help: "A scratch value for triggers of a transaction" },
    Word { id: Svn::Ztupdate, short: "ZTU", name: "ZTUPDATE", args: (0, 0), help: "In a trigger: the pieces changed" },
    Word { id: Svn::Ztvalue, short: "ZTV", name: "ZTVALUE", args: (0, 0), help: "In a trigger: the new value" },
    Word { id: Svn::Ztwormhole, short: "ZTW", name: "ZTWORMHOLE", args: (0, 0), help: "A value that goes to triggers of a replica" },
    Word { id: Svn::Zusedstor, short: "ZU", name: "ZUSEDSTOR", args: (0, 0), help: "Bytes in use" },
    Word { id: Svn::Zut, short: "ZUT", name: "ZUT", args: (0, 0), help: "Microseconds since 1970" },
    Word { id: Svn::Zversion, short: "ZV", name: "ZVERSION", args: (0, 0), help: "Name and version" },
    Word { id: Svn::Zyerror, short: "ZY", name: "ZYERROR", args: (0, 0), help: "Label to call after an error" },
    Word { id: Svn::Zyrelease, short: "ZYREL", name: "ZYRELEASE", args: (0, 0), help: "Release" },
];

/// Rows of a table that start with each letter (and, for words in Z, with each second letter): first row and row after the last.
struct Index {
    first: [(u8, u8); 26],
    second: [(u8, u8); 26],
}

/// Which column of the alphabet a byte belongs to, in either case.
const fn letter(c: u8) -> Option<usize> {
    match c {
        b'A'..=b'Z' => Some((c - b'A') as usize),
        b'a'..=b'z' => Some((c - b'a') as usize),
        _ => None,
    }
}

impl Index {
    /// The index of a table whose rows are in alphabetical order.
    const fn new<T>(words: &[Word<T>]) -> Index {
        let mut index = Index {
            first: [(0, 0); 26],
            second: [(0, 0); 26],
        };
        let mut at = 0;
        while at < words.len() {
            let name = words[at].name.as_bytes();
            if let Some(n) = letter(name[0]) {
                extend(&mut index.first[n], at);
            }
            if name[0] == b'Z'
                && name.len() > 1
                && let Some(n) = letter(name[1])
            {
                extend(&mut index.second[n], at);
            }
            at += 1;
        }
        index
    }

    /// Finds a word by its name or an abbreviation that is accepted.
    fn find<T: Copy>(&self, words: &[Word<T>], text: &[u8]) -> Option<T> {
        let &[first, ref rest @ ..] = text else {
            return None;
        };
        let (from, to) = match (first.to_ascii_uppercase(), rest.first()) {
            (b'Z', Some(second)) => self.second[letter(*second)?],
            _ => self.first[letter(first)?],
        };
        let accepts = |word: &&Word<T>| {
            let (name, short) = (word.name.as_bytes(), word.short.len());
            // Only words in Z may be cut anywhere.
            let length_fits = match first {
                b'Z' | b'z' => (short..=name.len()).contains(&text.len()),
                _ => text.len() == short || text.len() == name.len(),
            };
            length_fits && name[..text.len()].eq_ignore_ascii_case(text)
        };
        words[from as usize..to as usize]
            .iter()
            .find(accepts)
            .map(|word| word.id)
    }
}

const fn extend(range: &mut (u8, u8), at: usize) {
    if range.1 == 0 {
        range.0 = at as u8;
    }
    range.1 = at as u8 + 1;
}

static VERB_INDEX: Index = Index::new(VERBS);
static FUNC_INDEX: Index = Index::new(FUNCS);
static SVN_INDEX: Index = Index::new(SVNS);

/// The command that `text` names, in any case, in full or abbreviated. `H` is HALT; with arguments it means HANG.
pub fn verb(text: &[u8]) -> Option<Verb> {
    VERB_INDEX.find(VERBS, text)
}

/// The intrinsic function that `text` names, without its `$`.
pub fn func(text: &[u8]) -> Option<Func> {
    match FUNC_INDEX.find(FUNCS, text) {
        None if text.eq_ignore_ascii_case(b"INCR") => Some(Func::Increment),
        found => found,
    }
}

/// The special variable that `text` names, without its `$`.
pub fn svn(text: &[u8]) -> Option<Svn> {
    SVN_INDEX.find(SVNS, text)
}

impl Func {
    /// Its row in the table.
    pub fn row(self) -> &'static Word<Func> {
        &FUNCS[self as usize]
    }

    /// Does GT.M miss the expression, not the comma, when there are too few arguments?
    pub fn misses_expression(self) -> bool {
        matches!(
            self,
            Func::Qsubscript | Func::Zatransform | Func::Zcollate | Func::Zsocket
        )
    }
}

impl Svn {
    /// May SET assign to it?
    pub fn is_settable(self) -> bool {
        use Svn::*;
        matches!(
            self,
            Ecode
                | Etrap
                | System
                | X
                | Y
                | Zcompile
                | Zdateform
                | Zdirectory
                | Zerror
                | Zgbldir
                | Zinterrupt
                | Zmalloclim
                | Zmaxtptime
                | Zprompt
                | Zquit
                | Zroutines
                | Zsource
                | Zstatus
                | Zstep
                | Zstrpllim
                | Ztexit
                | Ztimeout
                | Ztrap
                | Ztslate
                | Ztvalue
                | Ztwormhole
                | Zyerror
        )
    }

    /// May NEW save it?
    pub fn is_newable(self) -> bool {
        matches!(
            self,
            Svn::Estack | Svn::Etrap | Svn::Zgbldir | Svn::Ztrap | Svn::Ztwormhole | Svn::Zyerror
        )
    }
}
