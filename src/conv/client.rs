//! An administrator's connection to the monitor, for the command line.

use super::line::{self, Order, Report, Role};
use super::place;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use std::io;
use std::os::fd::{AsFd, OwnedFd};
use std::path::Path;

pub struct Connection(OwnedFd);

impl Connection {
    /// # Errors
    /// There is no monitor, or it refuses.
    pub fn open(path: &Path) -> io::Result<Connection> {
        let line = place::connect(path)?;
        let report = Report::Join {
            version: line::VERSION,
            role: Role::Administrator,
        };
        line::send(&line, &report.encode(), &[])?;
        let connection = Connection(line);
        match connection.next()? {
            Order::Joined(_) => Ok(connection),
            Order::Refused { reason, .. } => Err(io::Error::other(reason)),
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }

    fn next(&self) -> io::Result<Order> {
        loop {
            match line::receive(&self.0) {
                Ok((packet, _)) => {
                    return Order::decode(&packet).map_err(io::Error::other);
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {
                    let mut fds = [PollFd::new(self.0.as_fd(), PollFlags::POLLIN)];
                    match poll(&mut fds, PollTimeout::NONE) {
                        Err(nix::Error::EINTR) => {}
                        other => _ = other?,
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Has a command done; whether it was.
    ///
    /// # Errors
    /// The monitor has gone.
    pub fn command(&mut self, command: &str, mut said: impl FnMut(&str)) -> io::Result<bool> {
        let report = Report::Command {
            line: command.to_string(),
        };
        line::send(&self.0, &report.encode(), &[])?;
        loop {
            match self.next()? {
                Order::Answer { text, end } => {
                    said(&text);
                    if let Some(done) = end {
                        return Ok(done);
                    }
                }
                Order::Refused { reason, .. } => return Err(io::Error::other(reason)),
                _ => {}
            }
        }
    }
}
