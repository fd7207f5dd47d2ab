//! The one table of parameters of OPEN, USE, CLOSE, JOB and TSTART: spellings, commands, values.

use crate::value::errors::{self, Code};

/// The command whose parameter list a name stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Command {
    Open,
    Use,
    Close,
    Job,
    Tstart,
}

/// What follows the name of a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ValueKind {
    /// Nothing; an `=` after it is a syntax error.
    None,
    /// `=expression`, required.
    Expr,
    /// `="literal"`, required: parameters of JOB that name files.
    StringLiteral,
    /// `=number` literal, required.
    NumberLiteral,
}

/// A parameter. Names that differ only in an abbreviation or a leading `Z` share one identity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ParamId {
    Append,
    Attach,
    Canonical,
    NoCanonical,
    Cenable,
    NoCenable,
    Chset,
    ClearScreen,
    Cmdline,
    Command,
    Connect,
    Convert,
    NoConvert,
    Ctrap,
    Default,
    Delete,
    Delimiter,
    NoDelimiter,
    Destroy,
    NoDestroy,
    Detach,
    DownScroll,
    Echo,
    NoEcho,
    Editing,
    NoEditing,
    Empterm,
    NoEmpterm,
    EraseLine,
    Error,
    Escape,
    NoEscape,
    Exception,
    Zff,
    NoZff,
    Fflf,
    NoFflf,
    Fifo,
    Filter,
    NoFilter,
    Fixed,
    NoFixed,
    Flush,
    Follow,
    NoFollow,
    Gbldir,
    Group,
    HostSync,
    NoHostSync,
    HupEnable,
    NoHupEnable,
    Ichset,
    Ikey,
    Independent,
    Input,
    InRewind,
    InSeek,
    Insert,
    NoInsert,
    IoError,
    Key,
    /// Taken and without effect: what GT.M keeps from other systems.
    Legacy,
    Length,
    Listen,
    MoreReadTime,
    NewVersion,
    Ochset,
    Okey,
    Options,
    Output,
    OutRewind,
    OutSeek,
    Owner,
    Pad,
    Parse,
    PassCurLvn,
    /// Not GT.M's: the job is a session of this process.
    Session,
    Pasthru,
    NoPasthru,
    ReadOnly,
    NoReadOnly,
    ReadSync,
    NoReadSync,
    RecordSize,
    Rename,
    Replace,
    Rewind,
    Seek,
    Serial,
    Shell,
    Socket,
    Startup,
    Stderr,
    Stream,
    NoStream,
    System,
    Terminator,
    NoTerminator,
    Timeout,
    TransactionId,
    Truncate,
    NoTruncate,
    Ttsync,
    NoTtsync,
    Typeahead,
    NoTypeahead,
    Uic,
    UpScroll,
    Variable,
    Width,
    World,
    Wrap,
    NoWrap,
    WriteOnly,
    X,
    Y,
    ZBfSize,
    Zdelay,
    ZNoDelay,
    ZIBfSize,
}

/// A row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Row {
    pub id: ParamId,
    /// Spellings: `AT*` is AT with any letters after it, a word without star stands for itself only.
    pub spellings: &'static str,
    pub name: &'static str,
    /// Commands that take it: letters of `OUCJT` (T is TSTART).
    pub commands: &'static str,
    pub value: ValueKind,
    /// One line of help for the REPL.
    pub help: &'static str,
}

const fn row(
    id: ParamId,
    spellings: &'static str,
    name: &'static str,
    commands: &'static str,
    value: ValueKind,
    help: &'static str,
) -> Row {
    Row {
        id,
        spellings,
        name,
        commands,
        value,
        help,
    }
}

use ParamId as P;
use ValueKind::{Expr as E, None as N, NumberLiteral as L, StringLiteral as S};

/// All parameters, found by compiling every prefix with GT.M.
#[rustfmt::skip]
pub static PARAMS: &[Row] = &[
    row(P::Append, "AP*", "APPEND", "O", N, "position at the end of the file"),
    row(P::Attach, "AT*", "ATTACH", "OU", E, "name of the new socket; on USE, take a socket from the pool"),
    row(P::Canonical, "CANO*", "CANONICAL", "OU", N, "terminal: canonical input"),
    row(P::NoCanonical, "NOCA*", "NOCANONICAL", "OU", N, "terminal: no canonical input"),
    row(P::Cenable, "CE*", "CENABLE", "U", N, "terminal: Control-C interrupts"),
    row(P::NoCenable, "NOCE*", "NOCENABLE", "U", N, "terminal: Control-C does not interrupt"),
    row(P::Chset, "CHS*", "CHSET", "OU", E, "character set of input and output"),
    row(P::ClearScreen, "CLE*", "CLEARSCREEN", "U", N, "terminal: clear from the cursor to the end of the screen"),
    row(P::Command, "COMM*", "COMMAND", "O", E, "pipe: shell command to run"),
    row(P::Connect, "CONN*", "CONNECT", "OU", E, "socket: connect to host:port:TCP or path:LOCAL"),
    row(P::Convert, "CONV*", "CONVERT", "U", N, "terminal: input to upper case"),
    row(P::NoConvert, "NOCONV*", "NOCONVERT", "U", N, "terminal: input as typed"),
    row(P::Ctrap, "CT*", "CTRAP", "U", E, "terminal: control characters that raise CTRAP"),
    row(P::Delete, "DELE*", "DELETE", "C", N, "delete the file"),
    row(P::Delimiter, "DELI*", "DELIMITER", "OU", E, "socket: delimiters, separated by colons"),
    row(P::NoDelimiter, "NODELI*", "NODELIMITER", "OU", N, "socket: no delimiters"),
    row(P::Destroy, "DEST*", "DESTROY", "C", N, "forget the device"),
    row(P::NoDestroy, "NODEST*", "NODESTROY", "C", N, "keep the characteristics for the next OPEN"),
    row(P::Detach, "DET*", "DETACH", "U", E, "socket: move a socket to the pool"),
    row(P::DownScroll, "DOW*", "DOWNSCROLL", "U", N, "terminal: cursor up one line"),
    row(P::Echo, "EC*", "ECHO", "U", N, "terminal: show what is typed"),
    row(P::NoEcho, "NOEC*", "NOECHO", "U", N, "terminal: do not show what is typed"),
    row(P::Editing, "ED*", "EDITING", "U", N, "terminal: line editing and recall"),
    row(P::NoEditing, "NOED*", "NOEDITING", "U", N, "terminal: no line editing"),
    row(P::Empterm, "EMPT*", "EMPTERM", "OU", N, "terminal: erase character on an empty line ends the READ"),
    row(P::NoEmpterm, "NOEMPT*", "NOEMPTERM", "OU", N, "terminal: erase character on an empty line is ignored"),
    row(P::EraseLine, "ERASEL*", "ERASELINE", "U", N, "terminal: clear to the end of the line"),
    row(P::Escape, "ES*", "ESCAPE", "U", N, "terminal: escape sequences end a READ"),
    row(P::NoEscape, "NOES*", "NOESCAPE", "U", N, "terminal: escape sequences are data"),
    row(P::Exception, "EXC* ZEX*", "EXCEPTION", "OUC", E, "code to run when an operation fails"),
    row(P::Fflf, "FFLF", "FFLF", "OU", N, "WRITE # sends a form feed and a line feed"),
    row(P::NoFflf, "NOFFLF", "NOFFLF", "OU", N, "WRITE # sends a form feed"),
    row(P::Fifo, "FIF*", "FIFO", "O", N, "named pipe, made when it does not exist"),
    row(P::Filter, "F FIL* ZFIL*", "FILTER", "U", E, "CHARACTERS or ESCAPE: what counts for $X and $Y"),
    row(P::NoFilter, "NOFIL* ZNOFILTER", "NOFILTER", "U", N, "every character counts for $X"),
    row(P::Fixed, "FIX*", "FIXED", "O", N, "records of one length"),
    row(P::NoFixed, "NOFIX*", "NOFIXED", "O", N, "records end with line feeds"),
    row(P::Flush, "FLU*", "FLUSH", "U", N, "send what is gathered"),
    row(P::Follow, "FOL*", "FOLLOW", "OU", N, "READ waits at the end of the file for more"),
    row(P::NoFollow, "NOFOL*", "NOFOLLOW", "OU", N, "READ at the end of the file ends"),
    row(P::Group, "G GROUP", "GROUP", "OC", E, "permissions of the group"),
    row(P::HostSync, "HOS*", "HOSTSYNC", "U", N, "terminal: send XOFF when input is full"),
    row(P::NoHostSync, "NOHOS*", "NOHOSTSYNC", "U", N, "terminal: no XOFF"),
    row(P::HupEnable, "HU*", "HUPENABLE", "U", N, "terminal: a hang-up raises TERMHANGUP"),
    row(P::NoHupEnable, "NOHU*", "NOHUPENABLE", "U", N, "terminal: a hang-up ends the process"),
    row(P::Ichset, "ICHSET", "ICHSET", "OU", E, "character set of input"),
    row(P::Ikey, "IKEY", "IKEY", "OU", E, "decryption key of input"),
    row(P::Independent, "INDE*", "INDEPENDENT", "O", N, "pipe: the process goes on after CLOSE"),
    row(P::InRewind, "INREWIND", "INREWIND", "OU", N, "principal device: rewind the input"),
    row(P::InSeek, "INSEEK", "INSEEK", "OU", E, "principal device: position of the input"),
    row(P::Insert, "IN*", "INSERT", "U", N, "terminal: editing inserts"),
    row(P::NoInsert, "NOIN*", "NOINSERT", "UC", N, "terminal: editing overwrites"),
    row(P::IoError, "IOE*", "IOERROR", "OU", E, "socket: TRAP raises errors"),
    row(P::Key, "KEY", "KEY", "OU", E, "encryption key"),
    row(P::Length, "LE* ZLEN*", "LENGTH", "U", E, "lines of a page: $Y starts again there"),
    row(P::Listen, "LI* ZLIS*", "LISTEN", "OU", E, "socket: listen on port:TCP or path:LOCAL"),
    row(P::MoreReadTime, "MORE*", "MOREREADTIME", "OU", E, "socket: quiet interval that ends a READ, in ms"),
    row(P::NewVersion, "NEW*", "NEWVERSION", "O", N, "empty file, or remove the old socket"),
    row(P::Ochset, "OCHSET", "OCHSET", "OU", E, "character set of output"),
    row(P::Okey, "OKEY", "OKEY", "OU", E, "encryption key of output"),
    row(P::Options, "OPTIONS", "OPTIONS", "OU", E, "socket: KEEPALIVE and others"),
    row(P::OutRewind, "OUTREWIND", "OUTREWIND", "OU", N, "principal device: rewind the output"),
    row(P::OutSeek, "OUTSEEK", "OUTSEEK", "OU", E, "principal device: position of the output"),
    row(P::Owner, "O OW*", "OWNER", "OC", E, "permissions of the owner"),
    row(P::Pad, "PAD", "PAD", "O", E, "code of the character that fills fixed records"),
    row(P::Parse, "PARS*", "PARSE", "O", N, "pipe: check that the command exists"),
    row(P::Pasthru, "PAST*", "PASTHRU", "U", N, "terminal: control characters are data"),
    row(P::NoPasthru, "NOPAST*", "NOPASTHRU", "U", N, "terminal: the system acts on control characters"),
    row(P::ReadOnly, "READ READONLY", "READONLY", "O", N, "only reading"),
    row(P::NoReadOnly, "NOREAD NOREADONLY", "NOREADONLY", "O", N, "reading and writing"),
    row(P::ReadSync, "READS*", "READSYNC", "U", N, "terminal: XON and XOFF around READs"),
    row(P::NoReadSync, "NOREADS*", "NOREADSYNC", "U", N, "terminal: no XON and XOFF around READs"),
    row(P::RecordSize, "REC*", "RECORDSIZE", "O", E, "longest record, in bytes"),
    row(P::Rename, "REN*", "RENAME", "C", E, "new name of the file"),
    row(P::Replace, "REP*", "REPLACE", "C", E, "new name of the file, taken from another file"),
    row(P::Rewind, "REW*", "REWIND", "OUC", N, "position at the start of the file"),
    row(P::Seek, "SEE*", "SEEK", "OU", E, "position: n, +n or -n bytes or records"),
    row(P::Shell, "SHEL*", "SHELL", "O", E, "pipe: shell that runs the command"),
    row(P::Socket, "SO*", "SOCKET", "OUC", E, "socket: handle to select or close"),
    row(P::Stderr, "STDE*", "STDERR", "O", E, "pipe: device that reads the standard error"),
    row(P::Stream, "ST STR*", "STREAM", "O", N, "records as long as they are"),
    row(P::NoStream, "NOST*", "NOSTREAM", "O", N, "records of at most RECORDSIZE"),
    row(P::System, "S SY*", "SYSTEM", "OC", E, "permissions of the owner"),
    row(P::Terminator, "TE*", "TERMINATOR", "U", E, "terminal: characters that end a READ"),
    row(P::NoTerminator, "NOTER*", "NOTERMINATOR", "U", N, "terminal: no character ends a READ"),
    row(P::Timeout, "TIM*", "TIMEOUT", "C", E, "pipe: seconds to wait for the process"),
    row(P::Truncate, "TRU*", "TRUNCATE", "OU", N, "cut the file at the current position"),
    row(P::NoTruncate, "NOTRU*", "NOTRUNCATE", "OU", N, "WRITE does not cut the file"),
    row(P::Ttsync, "TTSY*", "TTSYNC", "U", N, "terminal: output stops at XOFF"),
    row(P::NoTtsync, "NOTT*", "NOTTSYNC", "U", N, "terminal: output does not stop at XOFF"),
    row(P::Typeahead, "TYPE*", "TYPEAHEAD", "U", N, "terminal: keep what is typed before a READ"),
    row(P::NoTypeahead, "NOTY*", "NOTYPEAHEAD", "U", N, "terminal: discard what is typed before a READ"),
    row(P::Uic, "UI*", "UIC", "OC", E, "owner and group of the file"),
    row(P::UpScroll, "UP*", "UPSCROLL", "U", N, "terminal: cursor down one line"),
    row(P::Variable, "VA*", "VARIABLE", "O", N, "records of at most RECORDSIZE, ended by line feeds"),
    row(P::Width, "WI* ZWID*", "WIDTH", "U", E, "columns of a line"),
    row(P::World, "W WO*", "WORLD", "OC", E, "permissions of all others"),
    row(P::Wrap, "WR WRAP ZWRA*", "WRAP", "OU", N, "long lines continue on the next one"),
    row(P::NoWrap, "NOWR NOWRAP ZNOWRAP", "NOWRAP", "OU", N, "long lines are cut"),
    row(P::WriteOnly, "WRITEONLY*", "WRITEONLY", "O", N, "only writing"),
    row(P::X, "X", "X", "U", E, "column of the cursor"),
    row(P::Y, "Y", "Y", "U", E, "line of the cursor"),
    row(P::ZBfSize, "ZB*", "ZBFSIZE", "OU", E, "socket: bytes of the input buffer"),
    row(P::Zdelay, "ZD*", "ZDELAY", "OU", N, "socket: gather small packets"),
    row(P::Zff, "ZFF", "ZFF", "OU", E, "socket: what WRITE # sends"),
    row(P::ZIBfSize, "ZI*", "ZIBFSIZE", "OU", E, "socket: bytes of the system's input buffer"),
    row(P::ZNoDelay, "ZNODELAY", "ZNODELAY", "OU", N, "socket: send small packets at once"),
    row(P::NoZff, "ZNOFF", "ZNOFF", "OU", N, "socket: WRITE # sends nothing"),
    row(P::Legacy, "ALLO* BL* EXT*", "ALLOCATION", "O", E, "accepted and ignored"),
    row(P::Legacy, "BIGRECORD CONT* M NOSE* NU* PRM* SEQ* SH SHAR* SU* WRITE", "SEQUENTIAL", "O", N, "accepted and ignored"),
    row(P::Legacy, "PRO*", "PROTECTION", "OC", E, "accepted and ignored"),
    row(P::Legacy, "RFM", "RFM", "O", E, "accepted and ignored"),
    row(P::Legacy, "EB* NOEB* RCHK* WC*", "EBCDIC", "OU", N, "accepted and ignored"),
    row(P::Legacy, "LAB*", "LABEL", "OU", E, "accepted and ignored"),
    row(P::Legacy, "FIE* WRITELB", "FIELD", "U", E, "accepted and ignored"),
    row(P::Legacy, "NOWA* RFA UR* WA*", "WAIT", "U", N, "accepted and ignored"),
    row(P::Legacy, "OV* WRITEOF WRITETM", "WRITEOF", "UC", N, "accepted and ignored"),
    row(P::Legacy, "SPA*", "SPACE", "UC", E, "accepted and ignored"),
    row(P::Legacy, "FLA* HOL* LOW* NOFL NOPA NOTI* NOTRA* PAG* SPO*", "SPOOL", "C", N, "accepted and ignored"),
    row(P::Legacy, "LOGF* LOGQ* NOTE QUE* US*", "QUEUE", "C", E, "accepted and ignored"),
    row(P::Cmdline, "CMD CMDLINE", "CMDLINE", "J", S, "command line of the process"),
    row(P::Default, "DEF DEFAULT", "DEFAULT", "J", S, "directory of the process"),
    row(P::Error, "ERR ERROR", "ERROR", "J", S, "standard error of the process"),
    row(P::Gbldir, "GBL GBLDIR", "GBLDIR", "J", S, "global directory of the process"),
    row(P::Input, "IN INPUT", "INPUT", "J", S, "standard input of the process"),
    row(P::Output, "OUT OUTPUT", "OUTPUT", "J", S, "standard output of the process"),
    row(P::PassCurLvn, "PASS PASSCURLVN", "PASSCURLVN", "J", N, "the process gets the local variables"),
    row(P::Session, "SESSION", "SESSION", "J", N, "the job is a session of this process"),
    row(P::Startup, "STA STARTUP", "STARTUP", "J", S, "shell script to run first"),
    row(P::Legacy, "ACC DET DETACHED NODET NODETACH* NOSWA NOSWAPPI* SWA SWAPPING", "DETACHED", "J", N, "accepted and ignored"),
    row(P::Legacy, "IM IMAGE LOG LOGFILE PRO PROCESS* SCH SCHEDULE", "PROCESSNAME", "J", S, "accepted and ignored"),
    row(P::Legacy, "PRI PRIORITY", "PRIORITY", "J", L, "accepted and ignored"),
    row(P::Serial, "S SERIAL", "SERIAL", "T", N, "serializable transaction"),
    row(P::TransactionId, "T TRANSACT*", "TRANSACTIONID", "T", E, "BATCH, or any name"),
];

/// Finds the row whose longest spelling matches `name`. The names of JOB and TSTART are a separate set.
fn find(name: &[u8], command: Command) -> Option<&'static Row> {
    let own = match command {
        Command::Job => "J",
        Command::Tstart => "T",
        Command::Open | Command::Use | Command::Close => "OUC",
    };
    let mut best: Option<(usize, &'static Row)> = None;
    for row in PARAMS
        .iter()
        .filter(|r| r.commands.chars().any(|c| own.contains(c)))
    {
        for spelling in row.spellings.split(' ') {
            let matched = match spelling.strip_suffix('*') {
                Some(stem) => {
                    name.len() >= stem.len()
                        && name[..stem.len()].eq_ignore_ascii_case(stem.as_bytes())
                }
                None => name.eq_ignore_ascii_case(spelling.as_bytes()),
            };
            if matched && best.is_none_or(|(length, _)| spelling.len() > length) {
                best = Some((spelling.len(), row));
            }
        }
    }
    best.map(|(_, row)| row)
}

/// The identity with a number, as instructions carry it.
pub fn id(number: u16) -> Option<ParamId> {
    PARAMS
        .iter()
        .map(|row| row.id)
        .find(|id| *id as u16 == number)
}

/// Resolves the name of a parameter, in any case, and checks that `command` takes it.
///
/// Errors: DEVPARUNK, DEVPARINAP, JOBPARUNK, TSTRTPARM.
pub fn lookup(name: &[u8], command: Command) -> Result<&'static Row, Code> {
    let row = find(name, command).ok_or(match command {
        Command::Job => errors::JOBPARUNK,
        Command::Tstart => errors::TSTRTPARM,
        _ => errors::DEVPARUNK,
    })?;
    let letter = match command {
        Command::Open => 'O',
        Command::Use => 'U',
        Command::Close => 'C',
        Command::Job => 'J',
        Command::Tstart => 'T',
    };
    if row.commands.contains(letter) {
        Ok(row)
    } else {
        Err(errors::DEVPARINAP)
    }
}

impl Row {
    /// The error of a parameter given with or without a value, if it is one.
    ///
    /// A device parameter that takes no value has no error of its own: the parser meets an unexpected `=`.
    pub fn check_value(&self, command: Command, given: bool) -> Result<(), Code> {
        match (self.value == ValueKind::None, given, command) {
            (false, false, Command::Job) => Err(errors::JOBPARVALREQ),
            (true, true, Command::Job) => Err(errors::JOBPARNOVAL),
            (false, false, Command::Tstart) | (true, true, Command::Tstart) => {
                Err(errors::TSTRTPARM)
            }
            (false, false, _) => Err(errors::DEVPARVALREQ),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(name: &str, command: Command) -> Result<ParamId, Code> {
        lookup(name.as_bytes(), command).map(|r| r.id)
    }

    #[test]
    fn stems_are_gtms() {
        assert_eq!(id("attxyz", Command::Open), Ok(P::Attach));
        assert_eq!(id("exc", Command::Close), Ok(P::Exception));
        assert_eq!(id("F", Command::Use), Ok(P::Filter));
        assert_eq!(id("FF", Command::Use), Err(errors::DEVPARUNK));
        assert_eq!(id("READONLY", Command::Open), Ok(P::ReadOnly));
        assert_eq!(id("READO", Command::Open), Err(errors::DEVPARUNK));
        assert_eq!(id("nowr", Command::Use), Ok(P::NoWrap));
        assert_eq!(id("WIDTH", Command::Open), Err(errors::DEVPARINAP));
        assert_eq!(id("INDEP", Command::Open), Ok(P::Independent));
        assert_eq!(id("INSERT", Command::Use), Ok(P::Insert));
        assert_eq!(id("OUT", Command::Open), Err(errors::DEVPARUNK));
        assert_eq!(id("OUT", Command::Job), Ok(P::Output));
        assert_eq!(id("OUTP", Command::Job), Err(errors::JOBPARUNK));
        assert_eq!(id("TRANSACTI", Command::Tstart), Ok(P::TransactionId));
        let width = lookup(b"wi", Command::Use).unwrap();
        assert_eq!(
            width.check_value(Command::Use, false),
            Err(errors::DEVPARVALREQ)
        );
    }

    #[test]
    fn rows_of_one_set_have_no_spelling_in_common() {
        for (at, a) in PARAMS.iter().enumerate() {
            for b in &PARAMS[at + 1..] {
                let both = a.commands.chars().any(|c| "OUC".contains(c))
                    == b.commands.chars().any(|c| "OUC".contains(c));
                let shared = a
                    .spellings
                    .split(' ')
                    .find(|s| b.spellings.split(' ').any(|t| t == *s));
                assert!(
                    !both || shared.is_none(),
                    "{} {} {shared:?}",
                    a.name,
                    b.name
                );
            }
        }
    }
}
