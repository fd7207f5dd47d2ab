//! What is kept of a conversation beside its state: for tables, and for its transcript.

use super::codes::Flags;
use std::rc::Rc;

/// What tables show.
pub struct About {
    pub since: Moment,
    /// The process of the other side, 0 if it is not known.
    pub pid: u32,
    /// The last call on it here, and its flags.
    pub call: &'static str,
    pub flags: Flags,
    /// That call waits.
    pub waits: bool,
    /// tpconnect brought data.
    pub brought_data: bool,
    pub transcript: Option<Box<Transcript>>,
}

/// When something began, by the cheapest clock there is: it is a few milliseconds late.
#[derive(Debug, Clone, Copy)]
pub struct Moment(i64);

impl Moment {
    pub fn now() -> Moment {
        let mut now = libc::timespec {
            tv_sec: 0,
            tv_nsec: 0,
        };
        // SAFETY: the call writes to `now`, which is there. A clock that the system does not have leaves it as it is.
        unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC_COARSE, &mut now) };
        Moment(now.tv_sec * 1000 + now.tv_nsec / 1_000_000)
    }

    /// Milliseconds since then.
    pub fn age(self) -> i64 {
        Moment::now().0.saturating_sub(self.0)
    }
}

/// A transcript that is being kept.
pub struct Transcript {
    pub place: Rc<Place>,
    /// The number of the conversation, and which side this is.
    pub id: u64,
    pub side: &'static str,
    /// Records so far.
    pub count: u64,
}

/// A node of a global.
pub struct Place {
    pub environment: Vec<u8>,
    /// Without the caret.
    pub name: Vec<u8>,
    pub subscripts: Vec<crate::runtime::Value>,
}

impl Default for About {
    fn default() -> About {
        About {
            since: Moment::now(),
            pid: 0,
            call: "tpconnect",
            flags: Flags::NONE,
            waits: false,
            brought_data: false,
            transcript: None,
        }
    }
}

impl About {
    /// A call on the conversation has begun.
    pub fn called(&mut self, call: &'static str, flags: Flags) {
        (self.call, self.flags) = (call, flags);
    }
}
