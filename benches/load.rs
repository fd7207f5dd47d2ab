//! Clients of an Internet daemon: how fast connections are served, and how many at once.
//!
//!     load rate ADDRESS AT-ONCE SECONDS      each connection sends a line and reads one
//!     load hold ADDRESS CONNECTIONS TALKING SECONDS    all stay; so many of them send a line a second
//!
//! Clients come from many loopback addresses, so that their ports suffice. What is printed is `name=value` words.

use mio::net::TcpStream;
use mio::{Events, Interest, Poll, Token};
use std::io::{ErrorKind, Read, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

const LINE: &[u8] = b"hello, this is a line\n";
/// Connections of one address.
const OF_ADDRESS: usize = 10_000;
/// Longest time for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

fn main() -> Outcome<()> {
    let args: Vec<String> = std::env::args()
        .skip(1)
        .filter(|a| a != "--bench")
        .collect();
    let words: Vec<&str> = args.iter().map(String::as_str).collect();
    match words[..] {
        ["rate", address, at_once, seconds] => {
            rate(address.parse()?, at_once.parse()?, seconds.parse()?)
        }
        ["hold", address, connections, talking, seconds] => hold(
            address.parse()?,
            connections.parse()?,
            talking.parse()?,
            seconds.parse()?,
        ),
        // `cargo test --benches` and the like have nothing to do here.
        _ => Ok(()),
    }
}

/// A connection to an address from the loopback address with that number.
fn connect(to: SocketAddr, number: usize) -> std::io::Result<TcpStream> {
    use socket2::{Domain, Protocol, Socket, Type};
    let socket = Socket::new(Domain::IPV4, Type::STREAM, Some(Protocol::TCP))?;
    let host = (number / OF_ADDRESS % 200 + 2) as u8;
    let process = (std::process::id() % 200) as u8;
    let from = SocketAddr::from((Ipv4Addr::new(127, 1 + process, 1, host), 0));
    socket.set_nonblocking(true)?;
    // The port is chosen when the destination is known, so that addresses have many.
    // SAFETY: one integer of the size that the option has.
    unsafe {
        let on: libc::c_int = 1;
        libc::setsockopt(
            std::os::fd::AsRawFd::as_raw_fd(&socket),
            libc::IPPROTO_IP,
            libc::IP_BIND_ADDRESS_NO_PORT,
            (&raw const on).cast(),
            size_of::<libc::c_int>() as libc::socklen_t,
        );
    }
    socket.bind(&from.into())?;
    match socket.connect(&to.into()) {
        Err(e) if e.raw_os_error() != Some(libc::EINPROGRESS) => return Err(e),
        _ => {}
    }
    Ok(TcpStream::from_std(socket.into()))
}

/// A connection of either kind of run.
struct Client {
    stream: TcpStream,
    since: Instant,
    connected: bool,
    /// Its line is on the way, and has no answer yet.
    asked: bool,
    answer: usize,
}

impl Client {
    fn new(to: SocketAddr, number: usize, poll: &Poll, at: usize) -> std::io::Result<Client> {
        let mut stream = connect(to, number)?;
        let interest = Interest::READABLE | Interest::WRITABLE;
        poll.registry().register(&mut stream, Token(at), interest)?;
        Ok(Client {
            stream,
            since: Instant::now(),
            connected: false,
            asked: false,
            answer: 0,
        })
    }

    fn ask(&mut self) -> std::io::Result<()> {
        (self.since, self.asked, self.answer) = (Instant::now(), true, 0);
        self.stream.write_all(LINE)
    }

    /// Whether the answer is there, all of it.
    fn answered(&mut self) -> std::io::Result<bool> {
        let mut room = [0; 256];
        loop {
            match self.stream.read(&mut room) {
                Ok(0) => return Err(ErrorKind::UnexpectedEof.into()),
                Ok(n) => self.answer += n,
                Err(e) if e.kind() == ErrorKind::WouldBlock => break,
                Err(e) => return Err(e),
            }
        }
        let all = self.asked && self.answer >= LINE.len();
        self.asked &= !all;
        Ok(all)
    }
}

fn quantiles(times: &mut [f64], name: &str) -> String {
    times.sort_by(f64::total_cmp);
    let at = |part: f64| {
        let index = (times.len() as f64 * part) as usize;
        times.get(index.min(times.len().saturating_sub(1))).copied()
    };
    let show = |part| at(part).map_or("-".into(), |t| format!("{t:.2}"));
    format!(
        "{name}_p50_ms={} {name}_p99_ms={} {name}_max_ms={}",
        show(0.5),
        show(0.99),
        show(1.0)
    )
}

fn rate(to: SocketAddr, at_once: usize, seconds: f64) -> Outcome<()> {
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(1024);
    let (begin, mut number, mut done, mut failed) = (Instant::now(), 0, 0, 0);
    let mut times = Vec::new();
    let mut clients: Vec<Option<Client>> = Vec::new();
    for at in 0..at_once {
        clients.push(Some(Client::new(to, number, &poll, at)?));
        number += 1;
    }
    while begin.elapsed().as_secs_f64() < seconds {
        poll.poll(&mut events, Some(Duration::from_millis(100)))?;
        for event in &events {
            let at = event.token().0;
            let Some(client) = &mut clients[at] else {
                continue;
            };
            let mut step = || -> std::io::Result<bool> {
                if !client.connected && event.is_writable() {
                    if let Some(error) = client.stream.take_error()? {
                        return Err(error);
                    }
                    client.connected = true;
                    client.stream.write_all(LINE)?;
                    client.asked = true;
                }
                Ok(client.connected && client.answered()?)
            };
            match step() {
                Ok(false) => continue,
                Ok(true) => {
                    times.push(client.since.elapsed().as_secs_f64() * 1e3);
                    done += 1;
                }
                Err(_) => failed += 1,
            }
            clients[at] = None;
            clients[at] = Some(Client::new(to, number, &poll, at)?);
            number += 1;
        }
    }
    let rate = f64::from(done) / begin.elapsed().as_secs_f64();
    println!(
        "rate={rate:.0} failed={failed} {}",
        quantiles(&mut times, "answer")
    );
    Ok(())
}

fn hold(to: SocketAddr, connections: usize, talking: usize, seconds: u64) -> Outcome<()> {
    let mut poll = Poll::new()?;
    let mut events = Events::with_capacity(4096);
    let begin = Instant::now();
    let mut clients = Vec::with_capacity(connections);
    let (mut connected, mut failed) = (0, 0);
    let mut connect_times = Vec::new();
    // So many are on their way at once.
    while connected + failed < connections {
        while clients.len() < connections && clients.len() - connected - failed < 500 {
            clients.push(Client::new(to, clients.len(), &poll, clients.len())?);
        }
        poll.poll(&mut events, Some(Duration::from_millis(100)))?;
        for event in &events {
            let client = &mut clients[event.token().0];
            if !client.connected && event.is_writable() {
                client.connected = true;
                match client.stream.take_error()? {
                    None => connected += 1,
                    Some(_) => failed += 1,
                }
                connect_times.push(client.since.elapsed().as_secs_f64() * 1e3);
            }
        }
    }
    println!(
        "connected={connected} failed={failed} connect_seconds={:.2} {}",
        begin.elapsed().as_secs_f64(),
        quantiles(&mut connect_times, "connect")
    );
    // Who reads this measures now, and writes a line.
    std::io::stdin().read_line(&mut String::new())?;
    let (mut sent, mut answered, mut lost) = (0, 0, 0);
    let mut times = Vec::new();
    let talkers = talking.min(connections);
    let begin = Instant::now();
    let total = talkers as u64 * seconds;
    while answered + lost < total && begin.elapsed() < Duration::from_secs(seconds) + PATIENCE {
        let due = ((begin.elapsed().as_secs_f64() * talkers as f64) as u64).min(total);
        while sent < due {
            let client = &mut clients[sent as usize % talkers.max(1)];
            if client.asked {
                // The answer before is not there after a second: the line is late, and asked for then.
                break;
            }
            if client.ask().is_err() {
                lost += 1;
            }
            sent += 1;
        }
        poll.poll(&mut events, Some(Duration::from_millis(1)))?;
        for event in &events {
            let client = &mut clients[event.token().0];
            match client.answered() {
                Ok(false) => {}
                Ok(true) => {
                    answered += 1;
                    times.push(client.since.elapsed().as_secs_f64() * 1e3);
                }
                Err(_) if client.asked => {
                    client.asked = false;
                    lost += 1;
                }
                Err(_) => {}
            }
        }
    }
    println!(
        "sent={sent} answered={answered} lost={} {}",
        sent - answered,
        quantiles(&mut times, "answer")
    );
    std::io::stdin().read_line(&mut String::new())?;
    Ok(())
}
