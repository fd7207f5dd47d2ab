//! What is set of a socket, and copied from a listener to what it accepts; the keywords of OPTIONS.

use super::delimiter::Delimiters;

/// Default and largest ZBFSIZE.
pub const BUFFER_SIZE: u32 = 1024;
pub const BUFFER_SIZE_MAX: u32 = 1_048_576;

/// An item of OPTIONS: keyword, level and name for the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SystemOption {
    pub name: &'static str,
    pub level: libc::c_int,
    pub code: libc::c_int,
}

impl SystemOption {
    /// The level of options that are the runtime's own.
    const OWN: libc::c_int = -1;

    /// Several sockets, of any processes of the user, may have the port: the system deals connections out.
    pub const REUSEPORT: SystemOption = SystemOption {
        name: "REUSEPORT",
        level: libc::SOL_SOCKET,
        code: libc::SO_REUSEPORT,
    };

    /// A READ that nothing else ends is over after so many bytes (characters).
    pub const INPUTLIMIT: SystemOption = SystemOption {
        name: "INPUTLIMIT",
        level: Self::OWN,
        code: 0,
    };

    pub fn is_own(&self) -> bool {
        self.level == Self::OWN
    }
}

/// The keywords of OPTIONS, each also one of $ZSOCKET; GT.M's come first.
pub const OPTIONS: [SystemOption; 9] = [
    SystemOption {
        name: "KEEPALIVE",
        level: libc::SOL_SOCKET,
        code: libc::SO_KEEPALIVE,
    },
    SystemOption {
        name: "KEEPIDLE",
        level: libc::IPPROTO_TCP,
        code: libc::TCP_KEEPIDLE,
    },
    SystemOption {
        name: "KEEPCNT",
        level: libc::IPPROTO_TCP,
        code: libc::TCP_KEEPCNT,
    },
    SystemOption {
        name: "KEEPINTVL",
        level: libc::IPPROTO_TCP,
        code: libc::TCP_KEEPINTVL,
    },
    SystemOption {
        name: "SNDBUF",
        level: libc::SOL_SOCKET,
        code: libc::SO_SNDBUF,
    },
    SystemOption {
        name: "USERTIMEOUT",
        level: libc::IPPROTO_TCP,
        code: libc::TCP_USER_TIMEOUT,
    },
    SystemOption {
        name: "BROADCAST",
        level: libc::SOL_SOCKET,
        code: libc::SO_BROADCAST,
    },
    SystemOption::REUSEPORT,
    SystemOption::INPUTLIMIT,
];

/// What an accepted socket copies from its listener.
#[derive(Debug, Clone)]
pub struct Settings {
    pub delimiters: Delimiters,
    /// IOERROR=TRAP.
    pub trap: bool,
    pub zff: Vec<u8>,
    /// MOREREADTIME in milliseconds, when given.
    pub more_read_time: Option<u16>,
    pub delay: bool,
    pub buffer_size: u32,
    /// ZIBFSIZE as asked for.
    pub receive_size: Option<u32>,
    /// ZIBFSIZE as ZSHOW tells it.
    pub shown_receive_size: u32,
    pub options: Vec<(SystemOption, i32)>,
}

impl Settings {
    /// The value that was asked for.
    pub fn option(&self, option: SystemOption) -> Option<i32> {
        let found = self.options.iter().find(|(o, _)| *o == option);
        found.map(|(_, value)| *value)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Settings {
            delimiters: Delimiters::default(),
            trap: false,
            zff: Vec::new(),
            more_read_time: None,
            delay: true,
            buffer_size: BUFFER_SIZE,
            receive_size: None,
            shown_receive_size: 0,
            options: Vec::new(),
        }
    }
}
