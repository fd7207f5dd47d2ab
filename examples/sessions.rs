//! A server of very many connections: each one is an M session, and two threads run all of them.
//!
//!     cargo run --example sessions [PORT]
//!
//! then `nc localhost 5001`, as often as you like. Without a port it serves one connection of its own, as a test.

use mrun::{Engine, Environment, Exit, Scheduler, Task};
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc;

const SERVER: &str = r#"
talk ; a line for each line, until the peer goes
 use $principal:delimiter=$char(10)
 for  read line quit:$zeof  write $increment(^lines)," ",$zconvert(line,"U"),!
 quit
"#;

pub fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    engine.add_routine("server", SERVER);
    let scheduler = Scheduler::new(&engine, 2)?;
    // What all sessions share is looked at once.
    let environment = Environment::of_process();
    let (done, ends) = mpsc::channel();

    let port: Option<u16> = std::env::args().nth(1).and_then(|a| a.parse().ok());
    let listener = TcpListener::bind(("127.0.0.1", port.unwrap_or(0)))?;
    let address = listener.local_addr()?;
    let client = port
        .is_none()
        .then(|| TcpStream::connect(address))
        .transpose()?;
    for socket in listener.incoming() {
        let (socket, environment, done) = (socket?.into(), environment.clone(), done.clone());
        let task = Task::run("talk^server")
            .setup(move |session| session.environment(environment).socket(socket))
            .at_end(move |ended| done.send(ended).unwrap_or_default());
        scheduler.start(task);
        if client.is_some() {
            break;
        }
    }

    if let Some(mut client) = client {
        client.write_all(b"hello\n")?;
        let mut answer = String::new();
        BufReader::new(client).read_line(&mut answer)?;
        print!("{answer}");
        assert!(matches!(ends.recv()?.exit, Exit::Status(0)));
    }
    Ok(())
}
