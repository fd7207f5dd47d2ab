//! The names and numbers of XATMI: flags, errors, events, outcomes of services. The values are those of the public headers (`docs/conv.md`).

use std::fmt;

/// Bits of the flags argument, as `TPNOBLOCK`.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Flags(pub u32);

/// The flags by name.
const FLAGS: &[(&str, u32)] = &[
    ("TPNOBLOCK", 0x1),
    ("TPSIGRSTRT", 0x2),
    ("TPNOREPLY", 0x4),
    ("TPNOTRAN", 0x8),
    ("TPTRAN", 0x10),
    ("TPNOTIME", 0x20),
    ("TPABSOLUTE", 0x40),
    ("TPGETANY", 0x80),
    ("TPNOCHANGE", 0x100),
    ("TPCONV", 0x400),
    ("TPSENDONLY", 0x800),
    ("TPRECVONLY", 0x1000),
    ("TPACK", 0x2000),
];

impl Flags {
    pub const NONE: Flags = Flags(0);
    pub const NOBLOCK: Flags = Flags(0x1);
    pub const SIGRSTRT: Flags = Flags(0x2);
    pub const NOREPLY: Flags = Flags(0x4);
    pub const NOTRAN: Flags = Flags(0x8);
    pub const TRAN: Flags = Flags(0x10);
    pub const NOTIME: Flags = Flags(0x20);
    pub const ABSOLUTE: Flags = Flags(0x40);
    pub const GETANY: Flags = Flags(0x80);
    pub const NOCHANGE: Flags = Flags(0x100);
    pub const CONV: Flags = Flags(0x400);
    pub const SENDONLY: Flags = Flags(0x800);
    pub const RECVONLY: Flags = Flags(0x1000);

    /// Flags of a number, or of names with anything between them that is no letter: `"TPSENDONLY,TPNOTRAN"`. `None` for unknown ones.
    pub fn parse(text: &str) -> Option<Flags> {
        // Mostly it is one name, or nothing.
        let exact = |(name, bits): &(&str, u32)| (*name == text).then_some(Flags(*bits));
        if let Some(flags) = FLAGS.iter().find_map(exact) {
            return Some(flags);
        }
        let mut flags = Flags::NONE;
        let words = text.split(|c: char| !c.is_ascii_alphanumeric());
        for word in words.filter(|w| !w.is_empty()) {
            flags.0 |= match word.parse() {
                Ok(bits) => bits,
                Err(_) => {
                    FLAGS
                        .iter()
                        .find(|(name, _)| name.eq_ignore_ascii_case(word))?
                        .1
                }
            };
        }
        Some(flags)
    }

    pub fn has(self, other: Flags) -> bool {
        self.0 & other.0 != 0
    }

    /// Whether there is nothing beside these.
    pub fn within(self, allowed: &[Flags]) -> bool {
        let all = allowed.iter().fold(0, |all, flags| all | flags.0);
        self.0 & !all == 0
    }

    pub fn and(self, other: Flags) -> Flags {
        Flags(self.0 | other.0)
    }

    pub fn without(self, other: Flags) -> Flags {
        Flags(self.0 & !other.0)
    }
}

impl fmt::Display for Flags {
    /// The names, with commas between them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut between = "";
        for (name, bits) in FLAGS {
            if self.0 & bits != 0 {
                write!(f, "{between}{name}")?;
                between = ",";
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Flags {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Flags({self})")
    }
}

macro_rules! errors {
    ($($name:ident $value:literal $word:literal $text:literal)*) => {
        /// tperrno: why a call failed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum TpErrno { $($name = $value),* }

        impl TpErrno {
            pub const ALL: &[TpErrno] = &[$(TpErrno::$name),*];

            /// The name in C.
            pub fn name(self) -> &'static str {
                match self { $(TpErrno::$name => $word),* }
            }

            /// What it says.
            pub fn text(self) -> &'static str {
                match self { $(TpErrno::$name => $text),* }
            }
        }
    };
}

errors! {
    Abort 1 "TPEABORT" "the transaction could not commit and was rolled back"
    BadDesc 2 "TPEBADDESC" "the descriptor is unknown, has ended, or may not be used here"
    Block 3 "TPEBLOCK" "the call would have to wait, and TPNOBLOCK was given"
    Inval 4 "TPEINVAL" "an argument is wrong"
    Limit 5 "TPELIMIT" "a limit is reached"
    NoEnt 6 "TPENOENT" "no such service, or it is of the other kind"
    Os 7 "TPEOS" "the operating system refused something"
    Perm 8 "TPEPERM" "not allowed"
    Proto 9 "TPEPROTO" "the call may not be made in this state"
    SvcErr 10 "TPESVCERR" "the service could not complete"
    SvcFail 11 "TPESVCFAIL" "the service reported failure"
    System 12 "TPESYSTEM" "the system failed; the log says how"
    Time 13 "TPETIME" "the time is over"
    Tran 14 "TPETRAN" "the service cannot take part in the transaction"
    GotSig 15 "TPGOTSIG" "a signal interrupted the call"
    RmErr 16 "TPERMERR" "a resource manager failed"
    IType 17 "TPEITYPE" "the service does not take buffers of this type"
    OType 18 "TPEOTYPE" "the buffer that came is of a type that the caller does not take"
    Release 19 "TPERELEASE" "the releases of the two sides differ"
    Hazard 20 "TPEHAZARD" "the outcome of the transaction is not known everywhere"
    Heuristic 21 "TPEHEURISTIC" "parts of the transaction were decided alone"
    Event 22 "TPEEVENT" "an event occurred"
    Match 23 "TPEMATCH" "the name is offered by another function already"
    Diagnostic 24 "TPEDIAGNOSTIC" "a queue reports an error"
    Mib 25 "TPEMIB" "an administrative request failed"
}

impl TpErrno {
    pub fn of_number(number: i64) -> Option<TpErrno> {
        let all = TpErrno::ALL.iter().copied();
        all.into_iter().find(|e| *e as i64 == number)
    }
}

macro_rules! events {
    ($($name:ident $value:literal $word:literal)*) => {
        /// What ended a conversation, or who may send.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Event { $($name = $value),* }

        impl Event {
            pub const ALL: &[Event] = &[$(Event::$name),*];

            pub fn name(self) -> &'static str {
                match self { $(Event::$name => $word),* }
            }
        }
    };
}

events! {
    DisconImm 0x1 "TPEV_DISCONIMM"
    SvcErr 0x2 "TPEV_SVCERR"
    SvcFail 0x4 "TPEV_SVCFAIL"
    SvcSucc 0x8 "TPEV_SVCSUCC"
    SendOnly 0x20 "TPEV_SENDONLY"
}

/// How a service ended, in its own eyes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rval {
    Fail = 1,
    Success = 2,
    Exit = 0x0800_0000,
}

impl Rval {
    pub fn name(self) -> &'static str {
        match self {
            Rval::Fail => "TPFAIL",
            Rval::Success => "TPSUCCESS",
            Rval::Exit => "TPEXIT",
        }
    }

    /// Of a name or a number; what is neither counts as failure.
    pub fn parse(text: &str) -> Rval {
        match text {
            "TPSUCCESS" | "2" => Rval::Success,
            "TPEXIT" | "134217728" => Rval::Exit,
            _ => Rval::Fail,
        }
    }
}

/// The value of any name here, for M code that wants the number.
pub fn value(name: &str) -> Option<i64> {
    let flags = FLAGS.iter().map(|(name, bits)| (*name, i64::from(*bits)));
    let errors = TpErrno::ALL.iter().map(|e| (e.name(), *e as i64));
    let events = Event::ALL.iter().map(|e| (e.name(), *e as i64));
    let outcomes = [("TPFAIL", 1), ("TPSUCCESS", 2), ("TPEXIT", 0x0800_0000)];
    let mut all = flags.chain(errors).chain(events).chain(outcomes);
    all.find(|(n, _)| *n == name).map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_by_name_and_by_number() {
        let flags = Flags::parse("TPSENDONLY+TPNOTRAN").unwrap();
        assert_eq!(flags, Flags(0x808));
        assert_eq!(flags.to_string(), "TPNOTRAN,TPSENDONLY");
        assert_eq!(Flags::parse("2056"), Some(flags));
        assert_eq!(Flags::parse(""), Some(Flags::NONE));
        assert_eq!(Flags::parse("TPSENDONLYX"), None);
        assert!(flags.within(&[Flags::SENDONLY, Flags::NOTRAN]));
        assert!(!flags.within(&[Flags::SENDONLY]));
    }

    #[test]
    fn names_have_the_values_of_the_headers() {
        let known = [
            ("TPEBADDESC", 2),
            ("TPEEVENT", 22),
            ("TPEMIB", 25),
            ("TPEV_SENDONLY", 32),
            ("TPEXIT", 0x0800_0000),
            ("TPRECVONLY", 4096),
        ];
        for (name, number) in known {
            assert_eq!(value(name), Some(number), "{name}");
        }
        assert_eq!(value("TPNOTHING"), None);
        assert_eq!(TpErrno::of_number(13), Some(TpErrno::Time));
    }
}
