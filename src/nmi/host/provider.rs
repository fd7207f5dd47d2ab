//! The SNA interface served by M code: it is asked for each request that is sound, and what it gives is filtered and counted here.

use super::{deadline, text, wrong};
use crate::device::{Interest, Wait};
use crate::nmi::arrays;
use crate::nmi::client::FOLDER;
use crate::nmi::record::tmi::code;
use crate::nmi::record::tree::Tree;
use crate::nmi::server::ServerError;
use crate::nmi::server::sna::{Asker, Heard, NAME};
use crate::nmi::server::sockets::{Paths, may};
use crate::nmi::sna::{self, Inventory};
use crate::nmi::system::System;
use crate::runtime::{Answer, Engine, HostCall};
use crate::value::errors::MError;
use mio::net::UnixListener;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::io::ErrorKind;
use std::os::fd::AsRawFd;
use std::path::PathBuf;
use std::rc::Rc;
use std::time::{Duration, Instant};

pub fn register(engine: &Engine) {
    engine.register("nmi.serve", serve);
    engine.register("nmi.asked", asked);
    engine.register("nmi.answer", answer);
    engine.register("nmi.end", end);
}

/// Clients at once.
const CLIENTS: usize = 1024;
/// Those that come while there are no descriptors wait so long in the line.
const PAUSE: Duration = Duration::from_millis(100);

/// A client, and its request that waits for an answer.
struct Client {
    asker: Asker,
    request: Option<Vec<u8>>,
}

/// The interface as it is served.
struct Serving {
    listener: UnixListener,
    _paths: Paths,
    system: System,
    /// What the first records are made of.
    about: Inventory,
    everybody: bool,
    clients: HashMap<i64, Client>,
    last: i64,
    /// Who was heard last.
    turn: i64,
    /// When it accepts again, where there were no descriptors.
    pause: Option<Instant>,
}

/// That of the session.
#[derive(Default)]
struct Table(Option<Serving>);

fn table(call: &HostCall) -> Rc<RefCell<Table>> {
    call.session()
}

/// `serve(folder,.about,.error)`: 1, or 0 and why not. `about` has the names of the first record, and who may connect.
fn serve(call: &mut HostCall) -> Result<Answer, MError> {
    let folder = PathBuf::from(text(call, 0, FOLDER));
    let given = call.array(1);
    let Tree::Map(mut map) = arrays::tree(&given) else {
        return Err(wrong("about has names and values"));
    };
    map.retain(|(name, _)| name != "allow");
    let everybody = given
        .iter()
        .any(|(path, value)| path.len() == 1 && path[0] == "allow" && *value == "*");
    let about = Inventory::new(Tree::Map(map)).map_err(|error| wrong(error.to_string()))?;
    let table = table(call);
    if table.borrow().0.is_some() {
        return Err(wrong("this session serves the SNA interface already"));
    }
    let make = || -> Result<(UnixListener, Paths), ServerError> {
        std::fs::create_dir_all(&folder)?;
        let mut paths = Paths::default();
        Ok((paths.listen(folder.join(NAME))?, paths))
    };
    let (listener, paths) = match make() {
        Ok(made) => made,
        Err(error) => {
            call.set_arg(2, error.to_string());
            return Ok(0.into());
        }
    };
    table.borrow_mut().0 = Some(Serving {
        listener,
        _paths: paths,
        system: System::new("NET"),
        about,
        everybody,
        clients: HashMap::new(),
        last: 0,
        turn: 0,
        pause: None,
    });
    Ok(1.into())
}

impl Serving {
    fn accept(&mut self) {
        self.pause = None;
        loop {
            let stream = match self.listener.accept() {
                Ok((stream, _)) => stream,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return,
                // One that has gone.
                Err(error)
                    if [ErrorKind::Interrupted, ErrorKind::ConnectionAborted]
                        .contains(&error.kind()) =>
                {
                    continue;
                }
                Err(_) => {
                    self.pause = Some(Instant::now() + PAUSE);
                    return;
                }
            };
            let is_allowed = may(&stream, self.everybody, &HashSet::new());
            let mut asker = Asker::new(stream);
            if !is_allowed {
                asker.end(&sna::term(code::EACCES, 0));
            } else if self.clients.len() >= CLIENTS {
                asker.end(&sna::term(code::ENOMEM, 0));
            } else if asker.begin(&self.about, &self.system) {
                self.last += 1;
                let client = Client {
                    asker,
                    request: None,
                };
                self.clients.insert(self.last, client);
            }
        }
    }

    /// Goes on until there is a request for M code: the number of its client.
    fn hear(&mut self) -> Option<i64> {
        self.accept();
        let (mut gone, mut found) = (Vec::new(), None);
        let mut numbers: Vec<i64> = self.clients.keys().copied().collect();
        // Those behind the one who was heard last come first, so that each has its turn.
        numbers.sort_unstable_by_key(|number| (*number <= self.turn, *number));
        for number in numbers {
            let Some(client) = self.clients.get_mut(&number) else {
                continue;
            };
            if client.request.is_some() {
                continue;
            }
            loop {
                match client.asker.next() {
                    Heard::Nothing => break,
                    Heard::Gone => {
                        gone.push(number);
                        break;
                    }
                    Heard::Request(request) => {
                        // What is not sound is refused without asking.
                        if self.about.refuses(&request) {
                            client.asker.reply(self.about.answer(&request));
                            continue;
                        }
                        client.request = Some(request);
                        self.turn = number;
                        found = Some(number);
                        break;
                    }
                }
            }
            if found.is_some() {
                break;
            }
        }
        for number in gone {
            self.clients.remove(&number);
        }
        found
    }

    fn wait(&self, until: Option<Instant>) -> Wait {
        let interest = |fd, write| Interest {
            fd,
            read: true,
            write,
        };
        let clients = self.clients.values();
        let asking = clients.filter(|client| client.request.is_none());
        let mut fds: Vec<Interest> = asking
            .map(|client| interest(client.asker.fd(), client.asker.is_full()))
            .collect();
        if self.pause.is_none() {
            fds.push(interest(self.listener.as_raw_fd(), false));
        }
        Wait { fds, until }.or_at(self.pause)
    }
}

/// `asked(.request,timeout,.why)`: the number of a client and what it asks for; 0 and TIMEOUT, or END when nothing is served.
fn asked(call: &mut HostCall) -> Result<Answer, MError> {
    let until = deadline(call, 1)?;
    let table = table(call);
    let mut table = table.borrow_mut();
    let nothing = |call: &mut HostCall, why: &str| {
        call.set_array(0, None, Vec::new());
        call.set_arg(2, why);
        Ok(0.into())
    };
    let Some(serving) = &mut table.0 else {
        return nothing(call, "END");
    };
    if let Some(number) = serving.hear() {
        let request = serving
            .clients
            .get(&number)
            .and_then(|c| c.request.as_deref());
        let tree = sna::request_tree(request.unwrap_or_default());
        call.set_array(0, None, arrays::nodes(&tree));
        call.set_arg(2, "");
        return Ok(number.into());
    }
    match until {
        Some(until) if Instant::now() >= until => nothing(call, "TIMEOUT"),
        until => Ok(Answer::Wait(serving.wait(until))),
    }
}

/// `answer(number,.inventory,.error)`: answers the request of a client: 1, or 0 and what is wrong with the inventory; the client is
/// told that there is no data then.
fn answer(call: &mut HostCall) -> Result<Answer, MError> {
    let number = call.arg(0).to_i64()?;
    let table = table(call);
    let mut table = table.borrow_mut();
    let Some(serving) = &mut table.0 else {
        // The code has ended the service.
        call.set_arg(2, "");
        return Ok(0.into());
    };
    let Some(client) = serving.clients.get_mut(&number) else {
        call.set_arg(2, "no such client");
        return Ok(0.into());
    };
    let Some(request) = client.request.take() else {
        call.set_arg(2, "it asks for nothing");
        return Ok(0.into());
    };
    let (inventory, error) = match Inventory::new(arrays::tree(&call.array(1))) {
        Ok(inventory) => (inventory, None),
        Err(error) => (Inventory::default(), Some(error.to_string())),
    };
    client.asker.reply(inventory.answer(&request));
    // What does not go out now does while others are waited for.
    client.asker.flush();
    Ok(match error {
        None => 1.into(),
        Some(error) => {
            call.set_arg(2, error);
            0.into()
        }
    })
}

impl Drop for Serving {
    fn drop(&mut self) {
        for (_, client) in self.clients.drain() {
            client.asker.end(&sna::term(code::PLANNED, 0));
        }
    }
}

/// `end()`: clients get the last record: 1 if something was served.
fn end(call: &mut HostCall) -> Result<Answer, MError> {
    let table = table(call);
    let served = table.borrow_mut().0.take();
    Ok(i64::from(served.is_some()).into())
}
