//! A template: a process that has begun as the M program of a server, and makes a process of itself for each connection.
//!
//! What the loader and the first steps of the program cost is spent once. What comes of it is a child of the daemon like any other: its
//! parent, its number, its signals, its end. The template is no part of the service: without it, or when it does not answer, the program
//! is started as all others are.

use super::packets::{self, Order, Report};
use nix::sys::signal::{Signal, kill};
use nix::sys::wait::{Id, WaitPidFlag, waitid};
use nix::unistd::Pid;
use std::ffi::CStr;
use std::io;
use std::os::fd::{AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::MetadataExt;
use std::process::ExitCode;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Servers that start more seldom have none, and a template that is used more seldom ends.
const IDLE: Duration = Duration::from_secs(30);
/// How long a template may take for a start.
const PATIENCE: Duration = Duration::from_secs(1);

/// The daemon's side: what a server has of its template.
#[derive(Debug, Default)]
pub struct Template(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    running: Option<Running>,
    /// When the last process was started, in any way.
    last: Option<Instant>,
    /// One did not do what it should.
    denied: bool,
}

#[derive(Debug)]
struct Running {
    line: OwnedFd,
    pid: Pid,
    program: Stamp,
    /// It has made a process.
    worked: bool,
}

/// Which file a program is: an upgrade puts another one in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp([u64; 4]);

impl Stamp {
    pub fn of(program: &CStr) -> Option<Stamp> {
        let path = std::ffi::OsStr::from_bytes(program.to_bytes());
        let meta = std::fs::metadata(path).ok()?;
        let time = (meta.ctime() as u64, meta.ctime_nsec() as u64);
        Some(Stamp([meta.dev(), meta.ino(), time.0, time.1]))
    }
}

impl Template {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets the template go: it ends.
    pub fn drop_it(&self) {
        self.lock().running = None;
    }

    /// A process for a connection. `None`: the program has to be started in the other way. `known` are the children of the daemon.
    pub fn start(
        &self,
        program: &CStr,
        variables: Vec<(String, String)>,
        descriptors: [BorrowedFd<'_>; 2],
        known: impl Fn(i32) -> bool,
    ) -> Option<Pid> {
        let mut state = self.lock();
        let running = state.running.as_mut()?;
        if Stamp::of(program) != Some(running.program) {
            state.running = None;
            return None;
        }
        let number = 0;
        let order = Order::Start { number, variables }.encode();
        let fds = descriptors.map(|fd| fd.as_raw_fd());
        let line = running.line.as_raw_fd();
        let told = packets::send_all(line, &order, &fds).and_then(|()| packets::receive(line));
        let report = match told {
            Ok(Some((packet, _))) => Report::decode(&packet).ok(),
            // It has ended: of its own accord, unless it never worked.
            Ok(None) => {
                state.denied |= !running.worked;
                state.running = None;
                return None;
            }
            Err(error) if is_gone(&error) => {
                state.denied |= !running.worked;
                state.running = None;
                return None;
            }
            Err(_) => {
                // It is stopped or stuck. What it did before its end is heard.
                let _ = kill(running.pid, Signal::SIGKILL);
                match packets::receive(line) {
                    Ok(Some((packet, _))) => Report::decode(&packet).ok(),
                    _ => None,
                }
            }
        };
        let pid = match report {
            Some(Report::Started { pid }) if !known(pid) && is_child(pid) => Some(pid),
            _ => None,
        };
        match pid {
            Some(_) => (running.worked, state.last) = (true, Some(Instant::now())),
            // Who can write into its line, or stop it, gets no other one to do it with.
            None => (state.running, state.denied) = (None, true),
        }
        pid.map(Pid::from_raw)
    }

    /// Another process was started: is this the time for a template?
    pub fn is_wanted(&self) -> bool {
        let mut state = self.lock();
        let last = state.last.replace(Instant::now());
        let often = last.is_some_and(|last| last.elapsed() < IDLE);
        often && !state.denied && state.running.is_none()
    }

    /// Takes a template that was started as `pid`, with this end of its line.
    ///
    /// # Errors
    /// The system's.
    pub fn take(&self, line: OwnedFd, pid: Pid, program: Option<Stamp>) -> io::Result<()> {
        socket2::SockRef::from(&line).set_read_timeout(Some(PATIENCE))?;
        self.lock().running = program.map(|program| Running {
            line,
            pid,
            program,
            worked: false,
        });
        Ok(())
    }
}

/// Nobody is at the other end of a line.
fn is_gone(error: &io::Error) -> bool {
    use io::ErrorKind::*;
    matches!(error.kind(), BrokenPipe | ConnectionReset)
}

/// The process is one of ours, and has not been waited for.
fn is_child(pid: i32) -> bool {
    let flags = WaitPidFlag::WEXITED | WaitPidFlag::WNOHANG | WaitPidFlag::WNOWAIT;
    let known = waitid(Id::Pid(Pid::from_raw(pid)), flags);
    pid > 0 && known.is_ok()
}

/// The template itself: `run` is the program, once it has its connection as descriptors 0 and 1, and the log as 2.
pub fn serve(line: RawFd, run: impl FnOnce() -> ExitCode) -> ExitCode {
    // SAFETY: the daemon has made the descriptor for this process, and nothing else here uses it.
    let line = unsafe { OwnedFd::from_raw_fd(line) };
    let prepared = nix::fcntl::fcntl(
        &line,
        nix::fcntl::FcntlArg::F_SETFD(nix::fcntl::FdFlag::FD_CLOEXEC),
    );
    let patient = socket2::SockRef::from(&line).set_read_timeout(Some(IDLE));
    let (Ok(_), Ok(()), Some(thread)) = (prepared, patient, Thread::own()) else {
        return ExitCode::FAILURE;
    };
    loop {
        let Ok(Some((packet, descriptors))) = packets::receive_all(line.as_raw_fd()) else {
            // The daemon has let it go, or there was nothing to do for long.
            return ExitCode::SUCCESS;
        };
        let (Ok(Order::Start { variables, .. }), [socket, log]) =
            (Order::decode(&packet), &descriptors[..])
        else {
            return ExitCode::FAILURE;
        };
        match fork_as_sibling(&thread) {
            Ok(0) => {
                drop(line);
                return match become_server(socket, log, variables) {
                    Ok(()) => {
                        drop(descriptors);
                        run()
                    }
                    Err(_) => ExitCode::FAILURE,
                };
            }
            Ok(pid) => {
                if packets::send(line.as_raw_fd(), &Report::Started { pid }.encode(), None).is_err()
                {
                    return ExitCode::FAILURE;
                }
            }
            // The daemon hears the end of the line, and tries it in its own way.
            Err(_) => return ExitCode::FAILURE,
        }
    }
}

fn become_server(
    socket: &OwnedFd,
    log: &OwnedFd,
    variables: Vec<(String, String)>,
) -> io::Result<()> {
    nix::unistd::setsid()?;
    for (fd, to) in [(socket, 0), (socket, 1), (log, 2)] {
        // SAFETY: copies of open descriptors at the numbers of the standard ones.
        if unsafe { libc::dup2(fd.as_raw_fd(), to) } < 0 {
            return Err(io::Error::last_os_error());
        }
    }
    for (name, value) in variables {
        // SAFETY: this process has one thread.
        unsafe { std::env::set_var(name, value) };
    }
    Ok(())
}

/// What the system knows of this process's only thread, and a copy of it needs as well: where the library keeps the thread's number, by
/// which locks that processes share name their owner, and the list of those locks.
struct Thread {
    number: *mut libc::c_int,
    locks: *mut libc::c_void,
    length: usize,
}

impl Thread {
    /// `None` where the system does not tell, or there are more threads.
    fn own() -> Option<Thread> {
        let alone = std::fs::read_dir("/proc/self/task").ok()?.count() == 1;
        let mut number: *mut libc::c_int = std::ptr::null_mut();
        let mut locks: *mut libc::c_void = std::ptr::null_mut();
        let mut length = 0usize;
        // SAFETY: each call fills the places that it is given.
        let told = unsafe {
            libc::prctl(libc::PR_GET_TID_ADDRESS, &raw mut number) == 0
                && libc::syscall(
                    libc::SYS_get_robust_list,
                    0,
                    &raw mut locks,
                    &raw mut length,
                ) == 0
        };
        (alone && told && !number.is_null()).then_some(Thread {
            number,
            locks,
            length,
        })
    }
}

/// As fork, but the new process is a child of this one's parent. 0 in the new process.
fn fork_as_sibling(thread: &Thread) -> io::Result<i32> {
    let flags =
        libc::CLONE_PARENT | libc::CLONE_CHILD_SETTID | libc::CLONE_CHILD_CLEARTID | libc::SIGCHLD;
    // SAFETY: memory is copied, as fork does it, and there is one thread, so that no lock is held by another. The thread's number is
    // written to where the library has it.
    let pid = unsafe { clone(flags, thread.number) };
    if pid < 0 {
        return Err(io::Error::last_os_error());
    }
    if pid == 0 {
        // SAFETY: the list is the library's own, which this copy of the process has at the same place.
        unsafe { libc::syscall(libc::SYS_set_robust_list, thread.locks, thread.length) };
    }
    Ok(pid as i32)
}

/// # Safety
/// As `fork`; `number` is where the C library keeps the number of this thread.
unsafe fn clone(flags: libc::c_int, number: *mut libc::c_int) -> libc::c_long {
    let (none, flags) = (
        std::ptr::null_mut::<libc::c_void>(),
        libc::c_long::from(flags),
    );
    // The order of the arguments depends on the processor.
    // SAFETY: as the caller promises.
    #[cfg(target_arch = "x86_64")]
    return unsafe { libc::syscall(libc::SYS_clone, flags, none, none, number, none) };
    #[cfg(not(target_arch = "x86_64"))]
    return unsafe { libc::syscall(libc::SYS_clone, flags, none, none, none, number) };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_thread_has_is_known() {
        // The test has several threads, so that a copy is refused; the addresses are told all the same.
        let mut number: *mut libc::c_int = std::ptr::null_mut();
        // SAFETY: the call fills the place.
        let told = unsafe { libc::prctl(libc::PR_GET_TID_ADDRESS, &raw mut number) };
        if told == 0 {
            // SAFETY: the library keeps the number there.
            assert_eq!(unsafe { *number }, nix::unistd::gettid().as_raw());
        }
        assert!(!is_child(1));
    }
}
