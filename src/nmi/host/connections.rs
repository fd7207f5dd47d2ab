//! Connections of M code to services of the real-time interface.

use super::{deadline, target, wrong};
use crate::device::Wait;
use crate::nmi::arrays::Arrays;
use crate::nmi::client::{self, Asks, Client, ClientError, Event, Step};
use crate::nmi::record::cte::{self, Entries};
use crate::nmi::record::tmi;
use crate::nmi::system::Service;
use crate::runtime::{Answer, Engine, HostCall, Value};
use crate::value::array::Node;
use crate::value::errors::MError;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// A connection.
struct Open {
    client: Client,
    service: &'static Service,
    buffer: Vec<u8>,
    /// What of the buffer was given out.
    at: usize,
    /// Where the last record is in it.
    last: (usize, usize),
    /// What `wait` found, for `next`.
    said: Option<String>,
    arrays: Arrays,
    /// Since when the helper owes a buffer to a fed connection.
    owed: Option<Instant>,
}

/// How long a helper that answers at once is waited for.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Default)]
struct Table {
    open: HashMap<i64, Open>,
    last: i64,
}

/// The connections of the session.
fn table(call: &HostCall) -> Rc<RefCell<Table>> {
    call.session()
}

pub fn register(engine: &Engine) {
    engine.register("nmi.open", open);
    engine.register("nmi.fed", fed);
    engine.register("nmi.feed", feed);
    engine.register("nmi.next", next);
    engine.register("nmi.wait", wait);
    engine.register("nmi.raw", raw);
    engine.register("nmi.close", close);
}

/// What a service is asked for: words with commas between, or nodes of an array that are true; both when nothing is said. The names are
/// those of the requests' flags.
fn asks(call: &HostCall, at: usize) -> Result<Asks, MError> {
    let mut words: Vec<String> = call
        .arg(at)
        .to_string()
        .split(',')
        .map(str::to_string)
        .collect();
    for (subscripts, value) in call.array(at) {
        if value.truth()? {
            words.extend(subscripts.first().map(Value::to_string));
        }
    }
    words.retain(|word| !word.is_empty());
    let both = words.is_empty() && call.array(at).is_empty();
    let mut asks = Asks {
        list: both,
        ongoing: both,
    };
    for word in words {
        match word.as_str() {
            "list" => asks.list = true,
            "ongoing" | "smf" | "detail" | "summary" => asks.ongoing = true,
            other => return Err(wrong(format!("nothing is called {other} in a request"))),
        }
    }
    Ok(asks)
}

impl Table {
    fn add(&mut self, client: Client, service: &'static Service) -> i64 {
        self.last += 1;
        let open = Open {
            client,
            service,
            buffer: Vec::new(),
            at: 0,
            last: (0, 0),
            said: None,
            arrays: Arrays::default(),
            owed: None,
        };
        self.open.insert(self.last, open);
        self.last
    }
}

/// `open(service,folder,stack,.asks,.error)`: the number of a connection, or 0.
fn open(call: &mut HostCall) -> Result<Answer, MError> {
    let (service, folder, stack) = target(call)?;
    match Client::connect(&folder, &stack, service, asks(call, 3)?, false) {
        Ok(client) => Ok(table(call).borrow_mut().add(client, service).into()),
        Err(error) => {
            call.set_arg(4, error.to_string());
            Ok(0.into())
        }
    }
}

/// `fed(service,folder,stack,.asks,.path,.request)`: the number of a connection that is fed; the caller connects to the path, and sends the
/// request first.
fn fed(call: &mut HostCall) -> Result<Answer, MError> {
    let (service, folder, stack) = target(call)?;
    let request = asks(call, 3)?.request(service);
    let path = client::path(&folder, service.name, &stack);
    call.set_arg(4, path.to_string_lossy().as_ref());
    call.set_arg(5, request);
    let client = Client::fed(&folder, &stack);
    Ok(table(call).borrow_mut().add(client, service).into())
}

/// `feed(number,bytes)`: 1 if there is such a connection.
fn feed(call: &mut HostCall) -> Result<Answer, MError> {
    let (number, bytes) = (call.arg(0).to_i64()?, call.arg(1).into_bytes());
    let table = table(call);
    let mut table = table.borrow_mut();
    let open = table.open.get_mut(&number);
    Ok(i64::from(open.map(|open| open.client.feed(&bytes)).is_some()).into())
}

/// What `next` comes to.
enum Next {
    Record(Node),
    Nothing(String),
    Wait(Wait),
    /// A fed connection has nothing more.
    Hungry,
}

impl Open {
    /// Goes on until there is an entry, or something else to say.
    fn reach(&mut self) -> Result<Option<Next>, ClientError> {
        if let Some(why) = self.said.take() {
            return Ok(Some(Next::Nothing(why)));
        }
        while self.at == self.buffer.len() || self.buffer[self.at..] == [0, 0] {
            let step = self.client.step()?;
            if let Step::Wait(fd) = step {
                return Ok(Some(self.waits(Wait::readable(fd))));
            }
            self.owed = None;
            match step {
                Step::Wait(_) => {}
                Step::Hungry => return Ok(Some(Next::Hungry)),
                Step::Event(Event::Buffer(buffer)) => {
                    self.buffer = buffer;
                    self.at = 0;
                    self.last = (0, 0);
                }
                Step::Event(Event::Init(_)) => {}
                Step::Event(Event::Lost) => return Ok(Some(Next::Nothing("LOST".into()))),
                Step::Event(Event::End(code)) => {
                    let code = code.map_or("gone".into(), tmi::code_text);
                    return Ok(Some(Next::Nothing(format!("END,{code}"))));
                }
            }
        }
        Ok(None)
    }

    /// The caller's timeout is not that of a helper: one that is stopped is waited for with patience, and no longer.
    fn waits(&mut self, wait: Wait) -> Next {
        if !self.client.owes() {
            return Next::Wait(wait);
        }
        let until = *self.owed.get_or_insert_with(Instant::now) + PATIENCE;
        match Instant::now() < until {
            true => Next::Wait(wait.or_at(Some(until))),
            false => Next::Nothing("END,the helper does not answer".into()),
        }
    }

    /// What there is to wait for before a record; `None` when there is something for `next`, which says then what was found here.
    fn peek(&mut self) -> Option<Next> {
        match self.reach() {
            Ok(Some(Next::Nothing(why))) => self.said = Some(why),
            Err(error) => self.said = Some(format!("END,{error}")),
            Ok(next) => return next,
        }
        None
    }

    fn next(&mut self, only: &[u8]) -> Result<Next, ClientError> {
        loop {
            if let Some(next) = self.reach()? {
                return Ok(next);
            }
            let mut entries = Entries::new(&self.buffer[self.at..]);
            let damage = match entries.next() {
                Some(Ok(entry)) => {
                    let end = self.buffer.len() - entries.rest();
                    let behind = end - cte::TAIL;
                    (self.at, self.last) = (end, (behind - entry.data.len(), behind));
                    match self.arrays.fill(self.service, &entry, only) {
                        Ok(node) => return Ok(Next::Record(node)),
                        Err(damage) => damage,
                    }
                }
                damaged => {
                    self.at = self.buffer.len();
                    match damaged {
                        Some(Err(damage)) => damage,
                        _ => continue,
                    }
                }
            };
            return Ok(Next::Nothing(format!("DAMAGE,{damage}")));
        }
    }
}

/// `next(number,.array,timeout,only,.why)`: 1, and the array of a record; 0, and why there is none: TIMEOUT, LOST, DAMAGE or END.
fn next(call: &mut HostCall) -> Result<Answer, MError> {
    let number = call.arg(0).to_i64()?;
    let next = match table(call).borrow_mut().open.get_mut(&number) {
        Some(open) => open
            .next(&call.arg(3).as_bytes())
            .unwrap_or_else(|error| Next::Nothing(format!("END,{error}"))),
        None => Next::Nothing("END,not open".into()),
    };
    let why = match next {
        Next::Record(node) => {
            call.set_node(1, node);
            call.set_arg(4, "");
            return Ok(1.into());
        }
        Next::Nothing(why) => why,
        Next::Hungry => "TIMEOUT".into(),
        Next::Wait(wait) => {
            let until = deadline(call, 2)?;
            let copies = table(call)
                .borrow()
                .open
                .get(&number)
                .is_some_and(|open| open.client.owes());
            if copies || until.is_none_or(|until| Instant::now() < until) {
                return Ok(Answer::Wait(if copies { wait } else { wait.or_at(until) }));
            }
            "TIMEOUT".into()
        }
    };
    call.set_node(1, Node::default());
    call.set_arg(4, why);
    Ok(0.into())
}

/// `wait(.list,timeout)`: how many of the connections whose numbers are the subscripts have something for `next`; the others' nodes are
/// killed. A number that is no connection is ready: `next` says so.
fn wait(call: &mut HostCall) -> Result<Answer, MError> {
    let until = deadline(call, 1)?;
    let listed = call.array(0);
    let (mut ready, mut fds, mut helper) = (Vec::new(), Vec::new(), None);
    {
        let table = table(call);
        let mut table = table.borrow_mut();
        for (subscripts, value) in listed {
            let number = subscripts.first().and_then(|s| i64::try_from(s).ok());
            let open = number.and_then(|number| table.open.get_mut(&number));
            match open.map(Open::peek) {
                Some(Some(Next::Wait(wait))) => {
                    helper = [helper, wait.until].into_iter().flatten().min();
                    fds.extend(wait.fds);
                }
                Some(Some(Next::Hungry)) => {}
                _ => ready.push((subscripts, value)),
            }
        }
    }
    let over = until.is_some_and(|until| Instant::now() >= until);
    // Without any end nothing would ever come of it.
    let never = fds.is_empty() && until.is_none();
    if ready.is_empty() && !over && !never {
        return Ok(Answer::Wait(Wait { fds, until }.or_at(helper)));
    }
    let count = ready.len() as i64;
    call.set_array(0, None, ready);
    Ok(count.into())
}

/// `raw(number)`: the bytes of the last record.
fn raw(call: &mut HostCall) -> Result<Answer, MError> {
    let number = call.arg(0).to_i64()?;
    let table = table(call);
    let table = table.borrow();
    let last = table.open.get(&number).map(|open| {
        let (start, end) = open.last;
        &open.buffer[start..end]
    });
    Ok(Value::from_bytes(last.unwrap_or_default()).into())
}

/// `close(number)`: 1 if there was such a connection.
fn close(call: &mut HostCall) -> Result<Answer, MError> {
    let number = call.arg(0).to_i64()?;
    Ok(i64::from(table(call).borrow_mut().open.remove(&number).is_some()).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nmi::system::service;
    use std::os::unix::net::UnixListener;

    #[test]
    fn a_helper_that_does_not_answer_is_the_end() {
        let folder = std::env::temp_dir().join(format!("mrun-nmi-helper-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        // Nobody answers there.
        let helper = UnixListener::bind(client::path(&folder, "TMICOPY", "TCPIP")).unwrap();
        let mut table = Table::default();
        let number = table.add(Client::fed(&folder, "TCPIP"), service("SM").unwrap());
        let open = table.open.get_mut(&number).unwrap();
        for id in [tmi::INIT, tmi::SMTK] {
            open.client.feed(&tmi::record(tmi::layout_of(id), id));
        }
        let Ok(Next::Wait(wait)) = open.next(b"") else {
            panic!("it waits for the helper")
        };
        assert!(wait.until.is_some());
        open.owed = open.owed.and_then(|since| since.checked_sub(PATIENCE));
        for _ in 0..2 {
            assert!(matches!(open.next(b""), Ok(Next::Nothing(why)) if why.starts_with("END,")));
        }
        drop(helper);
        std::fs::remove_dir_all(folder).unwrap();
    }
}
