//! What is wrong in a configuration file, where, and what to do about it.

use super::buftype::BufTypeError;
use super::clopt::CloptError;
use super::params::Section;
use super::ranges::RangeError;
use std::fmt;

/// Bytes of the text, from the first to the one behind the last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

/// An error: the configuration cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    #[error("{0:?} cannot stand here")]
    Character(char),
    #[error("the quote is not closed in this line")]
    Unterminated,
    #[error("a comma stands between two values")]
    Comma,
    #[error("this does not fit here")]
    Syntax,
    #[error("this stands before the first section")]
    NoSection,
    #[error("there is no section *{0}")]
    UnknownSection(String),
    #[error("section *{0} is there already")]
    SectionTwice(Section),
    #[error("section *{0} is missing")]
    SectionMissing(Section),
    #[error("DEFAULT: is not allowed in *RESOURCES")]
    DefaultInResources,
    #[error("parameters without a name before them")]
    Unnamed,
    #[error("{0:?} has no parameter before it")]
    NeedsKey(String),
    #[error("*{section} has no parameter {name}")]
    UnknownParameter {
        section: Section,
        name: String,
        hint: Option<Hint>,
    },
    #[error("{0} is given twice")]
    ParameterTwice(&'static str),
    #[error("{0} has no value")]
    NoValue(&'static str),
    #[error("{name} takes {most} values at most")]
    TooManyValues { name: &'static str, most: usize },
    #[error("{name}: {value:?} is no number")]
    NotANumber { name: &'static str, value: String },
    #[error("{name}: {value} is not between {min} and {max}")]
    OutOfRange {
        name: &'static str,
        value: i64,
        min: i64,
        max: i64,
        octal: bool,
    },
    #[error("{name}: {value:?} is none of {}", words.join(", "))]
    NotOneOf {
        name: &'static str,
        value: String,
        words: &'static [&'static str],
    },
    #[error("{name} has more than {most} bytes")]
    TooLong { name: &'static str, most: usize },
    #[error("{name} is empty")]
    Empty { name: &'static str },
    #[error("{name} is not given for {entry:?} in *{section}")]
    Missing {
        section: Section,
        entry: String,
        name: &'static str,
    },
    #[error("*RESOURCES has no {0}")]
    MissingResource(&'static str),
    #[error("*{section} has an entry {name:?} already")]
    EntryTwice { section: Section, name: String },
    #[error("*{section} has no entry {name:?}")]
    NoEntry { section: Section, name: String },
    #[error("*MACHINES has no machine with LMID={0:?}")]
    NoMachine(String),
    #[error("LMID={0:?} is the name of another machine already")]
    MachineTwice(String),
    #[error("MODEL SHM is for one machine, and *MACHINES has several")]
    OneMachine,
    #[error("GRPNO={number} is the number of group {group:?} already")]
    GroupNumberTwice { number: u32, group: String },
    #[error(
        "server {server:?} has SRVID {first} to {last} of group {group:?}, and {other:?} has {taken} already"
    )]
    ServerIdTwice {
        server: String,
        group: String,
        first: u32,
        last: u32,
        other: String,
        taken: u32,
    },
    #[error("SRVID {first} and MAX={max} need ids above 30000")]
    ServerIdAbove { first: u32, max: u32 },
    #[error("the servers up to here can be {sum} with their MAX, and MAXSERVERS is {max}")]
    TooManyServers { sum: u64, max: u32 },
    #[error("MIN={min} is above MAX={max}")]
    MinAboveMax { min: u32, max: u32 },
    #[error("MINDISPATCHTHREADS={min} is above MAXDISPATCHTHREADS={max}")]
    ThreadsAboveMax { min: u32, max: u32 },
    #[error("SCANUNIT={0} is no multiple of 5")]
    ScanUnit(u32),
    #[error("{name} times SCANUNIT is {seconds} seconds, more than 32767")]
    Clock { name: &'static str, seconds: i64 },
    #[error("RQADDR={queue:?} is the queue of server {other:?}, which has another {what}")]
    QueueShared {
        queue: String,
        other: String,
        what: &'static str,
    },
    #[error("CLOPT: {0}")]
    Clopt(#[from] CloptError),
    #[error("BUFTYPE: {0}")]
    BufType(#[from] BufTypeError),
    #[error("RANGES: {0}")]
    Range(#[from] RangeError),
    #[error("BUFTYPE: buffers of type {0} have no fields to be routed by")]
    NotRouted(String),
    #[error("BUFTYPE: type {0} has no subtypes")]
    NoSubtypes(String),
    #[error("BUFTYPE: type {0} needs subtypes: the names of views")]
    NeedsSubtypes(String),
    #[error("*ROUTING has an entry {name:?} for buffers of type {kind} already")]
    RoutingTwice { name: String, kind: String },
    #[error("another entry of service {0:?} has another ROUTING")]
    RoutingDiffers(String),
}

/// Why a word may have been written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Hint {
    /// The parameter as it is spelled.
    Spelling(&'static str),
    /// A section that has it.
    Elsewhere(Section),
}

impl Advice for Wrong {
    fn advice(&self) -> String {
        match self {
            Wrong::Character(_) | Wrong::Syntax => {
                "write an entry as NAME KEYWORD=value ..., a list as value,value, and other characters in double quotes".into()
            }
            Wrong::Comma => {
                "take it out, or write a value on both of its sides; parameters have blanks between them".into()
            }
            Wrong::Unterminated => {
                "close it with \" in the same line; a quote within is \\\"".into()
            }
            Wrong::NoSection => "begin the file with *RESOURCES".into(),
            Wrong::UnknownSection(_) => format!("the sections are {}", Section::names()),
            Wrong::SectionTwice(section) => format!("put its entries into the first *{section}"),
            Wrong::SectionMissing(section) => format!("add a line *{section} and its entries"),
            Wrong::DefaultInResources => "write the parameters as KEYWORD value".into(),
            Wrong::Unnamed => "begin the line with the name of the entry, or with DEFAULT:".into(),
            Wrong::NeedsKey(_) => {
                "write KEYWORD=value; a value with blanks stands in double quotes; a new entry begins a line".into()
            }
            Wrong::UnknownParameter { hint: Some(Hint::Spelling(name)), .. } => {
                format!("it is spelled {name}")
            }
            Wrong::UnknownParameter { hint: Some(Hint::Elsewhere(to)), .. } => {
                format!("it belongs to *{to}")
            }
            Wrong::UnknownParameter { hint: None, .. } => {
                "correct the word, or take it out".into()
            }
            Wrong::ParameterTwice(_) => "keep one of the two".into(),
            Wrong::NoValue(name) => format!("write {name}=value"),
            Wrong::TooManyValues { .. } => "take values out".into(),
            Wrong::NotANumber { .. } => {
                "numbers are as in C: 10, 0x0a, 012".into()
            }
            Wrong::OutOfRange { min, max, octal: true, .. } => {
                format!("choose an octal number from {min:#o} to {max:#o}")
            }
            Wrong::OutOfRange { min, max, .. } => format!("choose a number from {min} to {max}"),
            Wrong::NotOneOf { words, .. } => format!("choose one of {}", words.join(", ")),
            Wrong::TooLong { .. } => "shorten it".into(),
            Wrong::Empty { .. } => "give it a value, or take it out".into(),
            Wrong::Missing { name, .. } => format!("add {name}=value to the entry"),
            Wrong::MissingResource(name) => format!("add a line {name} value"),
            Wrong::EntryTwice { .. } => "give it another name, or take it out".into(),
            Wrong::NoEntry { section, .. } => {
                format!("add an entry to *{section}, or correct the name")
            }
            Wrong::NoMachine(_) => "add a machine with it, or correct the name".into(),
            Wrong::MachineTwice(_) => "choose another LMID".into(),
            Wrong::OneMachine => "write MODEL MP, or take machines out".into(),
            Wrong::GroupNumberTwice { .. } => "choose another GRPNO".into(),
            Wrong::ServerIdTwice { .. } => {
                "a server takes as many ids from SRVID on as its MAX says: choose another SRVID".into()
            }
            Wrong::ServerIdAbove { .. } => "choose a lower SRVID".into(),
            Wrong::TooManyServers { .. } => "raise MAXSERVERS in *RESOURCES, or lower MAX".into(),
            Wrong::MinAboveMax { .. } => "raise MAX, or lower MIN".into(),
            Wrong::ThreadsAboveMax { .. } => {
                "raise MAXDISPATCHTHREADS, or lower MINDISPATCHTHREADS".into()
            }
            Wrong::ScanUnit(_) => "choose a multiple of 5 up to 60".into(),
            Wrong::Clock { .. } => "choose a lower number".into(),
            Wrong::QueueShared { .. } => {
                "servers of one queue are of one group and one kind: choose another RQADDR".into()
            }
            Wrong::Clopt(error) => error.advice(),
            Wrong::BufType(error) => error.advice(),
            Wrong::Range(error) => error.advice(),
            Wrong::NotRouted(_) => {
                "choose among FML, FML32, VIEW, VIEW32, X_C_TYPE, X_COMMON, XML".into()
            }
            Wrong::NoSubtypes(kind) => format!("write {kind} alone"),
            Wrong::NeedsSubtypes(kind) => format!("write \"{kind}:view,view\""),
            Wrong::RoutingTwice { .. } => "name each type in one entry of the criterion only".into(),
            Wrong::RoutingDiffers(_) => "a service is routed by one criterion: write the same in all its entries".into(),
        }
    }
}

/// What is right but does not do what Tuxedo does with it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Caution {
    #[error("{name} of *{section} is not used: {note}")]
    Ignored {
        section: Section,
        name: &'static str,
        note: &'static str,
    },
    #[error("section *{section} is not used: {note}")]
    SectionUnused {
        section: Section,
        note: &'static str,
    },
    #[error("criterion {0:?} has ranges behind *, which do not count")]
    RangesBehind(String),
    #[error("conversational server {0:?} has MIN or MAX above 1 and no RQADDR")]
    NoSharedQueue(String),
}

impl Advice for Caution {
    fn advice(&self) -> String {
        match self {
            Caution::Ignored { .. } | Caution::SectionUnused { .. } => {
                "nothing has to be done; take it out to be rid of this line".into()
            }
            Caution::RangesBehind(_) => "put *:group at the end".into(),
            Caution::NoSharedQueue(_) => {
                "its instances are expected to share one queue: add RQADDR=\"name\"".into()
            }
        }
    }
}

/// What can be done about a problem.
pub trait Advice {
    /// One line for the user.
    fn advice(&self) -> String;
}

/// Something about one place of the file.
///
/// It is shown as the place and the text, the line, a caret below it, and the advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem<T> {
    /// The name of the file.
    pub file: String,
    /// Line, from 1; 0 when the file as a whole is meant.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// How many characters are meant; at least 1.
    pub width: usize,
    /// The text of the line.
    pub text: String,
    pub what: T,
}

impl<T> Problem<T> {
    /// A problem at a place of a text; without a span, of the whole text.
    pub fn new(file: &str, source: &str, at: Option<Span>, what: T) -> Problem<T> {
        let file = file.to_string();
        let Some(at) = at else {
            return Problem {
                file,
                line: 0,
                column: 1,
                width: 1,
                text: String::new(),
                what,
            };
        };
        let start = at.start.min(source.len());
        let begin = source[..start].rfind('\n').map_or(0, |n| n + 1);
        let end = source[start..]
            .find('\n')
            .map_or(source.len(), |n| start + n);
        Problem {
            file,
            line: source[..start].matches('\n').count() + 1,
            column: source[begin..start].chars().count() + 1,
            width: source[start..at.end.clamp(start, end)]
                .chars()
                .count()
                .max(1),
            text: source[begin..end].trim_end().to_string(),
            what,
        }
    }
}

impl<T: fmt::Display + Advice> Problem<T> {
    fn show(&self, f: &mut fmt::Formatter<'_>, kind: &str) -> fmt::Result {
        // Control characters would not be one column wide.
        let clean = |c: char| if c.is_control() && c != '\t' { ' ' } else { c };
        if self.line == 0 {
            write!(f, "{}: {kind}: {}", self.file, self.what)?;
        } else {
            let (line, column) = (self.line, self.column);
            writeln!(f, "{}:{line}:{column}: {kind}: {}", self.file, self.what)?;
            writeln!(
                f,
                "    {}",
                self.text.chars().map(clean).collect::<String>()
            )?;
            // Tabs stay tabs, so that the caret is where the text is.
            let pad: String = self
                .text
                .chars()
                .chain(std::iter::repeat(' '))
                .take(column - 1)
                .map(|c| if c == '\t' { '\t' } else { ' ' })
                .collect();
            write!(f, "    {pad}{}", "^".repeat(self.width))?;
        }
        write!(f, "\n    {}", self.what.advice())
    }
}

impl fmt::Display for Problem<Wrong> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(f, "error")
    }
}

impl fmt::Display for Problem<Caution> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.show(f, "warning")
    }
}

/// All that is wrong in a file, in the order of the lines, and what else is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", .errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
pub struct Problems {
    pub errors: Vec<Problem<Wrong>>,
    pub warnings: Vec<Problem<Caution>>,
}
