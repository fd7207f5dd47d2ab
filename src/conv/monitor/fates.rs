//! What became of servers that ended within a conversation or a call: those on the other side may ask.

use super::Monitor;
use crate::conv::line::Order;
use crate::conv::request::Request;
use nix::sys::wait::WaitStatus;
use std::collections::{BTreeMap, VecDeque};
use std::time::{Duration, Instant};

/// So many are remembered.
const MOST: usize = 1024;
/// A server's line ends a moment before its process does; an answer waits for that, and no longer than this.
const PATIENCE: Duration = Duration::from_secs(1);

/// A request whose server went.
struct Fate {
    number: u64,
    /// The place of its instance.
    at: usize,
    text: Option<String>,
}

/// Somebody who wants to know.
struct Curious {
    token: usize,
    question: u32,
    number: u64,
    since: Instant,
}

#[derive(Default)]
pub struct Fates {
    known: VecDeque<Fate>,
    curious: Vec<Curious>,
    /// Why this monitor has killed an instance.
    killed: BTreeMap<usize, String>,
}

impl Fates {
    /// The session that worked on a request is gone.
    pub fn lost(&mut self, at: usize, number: u64) {
        if self.known.len() >= MOST {
            self.known.pop_front();
        }
        self.known.push_back(Fate {
            number,
            at,
            text: None,
        });
    }

    /// The monitor is about to kill an instance.
    pub fn will_be_killed(&mut self, at: usize, why: String) {
        self.killed.insert(at, why);
    }

    fn text(&self, number: u64) -> Option<&str> {
        let fate = self.known.iter().rfind(|fate| fate.number == number)?;
        fate.text.as_deref()
    }
}

impl Monitor {
    /// The process of an instance is over.
    pub(super) fn settle(&mut self, at: usize, status: Option<WaitStatus>) {
        let server = format!(
            "its server {}, process {}",
            self.title(at),
            self.instances[at].pid
        );
        let text = match (self.fates.killed.remove(&at), status) {
            (Some(why), _) => format!("{server}, was killed: {why}"),
            (None, Some(WaitStatus::Signaled(_, signal, _))) => {
                format!("{server}, was killed by {signal}")
            }
            (None, Some(WaitStatus::Exited(_, status))) => {
                format!("{server}, ended with status {status}")
            }
            (None, _) => format!("{server}, died"),
        };
        let open = self.fates.known.iter_mut();
        for fate in open.filter(|fate| fate.at == at && fate.text.is_none()) {
            fate.text = Some(text.clone());
        }
        self.answer_curious();
    }

    /// A member asks what became of a request.
    pub(super) fn fate(&mut self, token: usize, question: u32, number: &str) {
        self.fates.curious.push(Curious {
            token,
            question,
            number: u64::from_str_radix(number, 16).unwrap_or(0),
            since: Instant::now(),
        });
        self.answer_curious();
    }

    /// Whether the end of a request's server may still be noticed.
    fn may_learn(&self, number: u64) -> bool {
        let mut seats = self.instances.iter().flat_map(|i| i.seats.values());
        let is_it = |request: &Request| request.number == number;
        self.fates.known.iter().any(|fate| fate.number == number)
            || seats.any(|seat| seat.doing().is_some_and(|work| is_it(&work.request)))
    }

    /// Tells those who have asked what is known now.
    pub(super) fn answer_curious(&mut self) {
        for curious in std::mem::take(&mut self.fates.curious) {
            let text = self.fates.text(curious.number).map(str::to_string);
            let open = text.is_none() && self.may_learn(curious.number);
            if open && curious.since.elapsed() < PATIENCE {
                self.fates.curious.push(curious);
            } else if let Some(member) = self.members.get_mut(&curious.token) {
                member.tell(&Order::Rows {
                    number: curious.question,
                    keys: vec!["fate".to_string()],
                    rows: text.into_iter().map(|text| vec![text]).collect(),
                    end: true,
                });
            }
        }
    }
}
