//! The keeper: a process that starts the monitor, and starts it again when it dies. It has the listening socket, so that nobody finds the
//! application gone meanwhile, and reaps servers whose monitor died.

use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A monitor that lived shorter died of something that will kill the next one, too.
const YOUNG: Duration = Duration::from_secs(2);
/// So many of them in a row are enough.
const TRIES: u32 = 5;
/// Pause before the next.
const PAUSE: Duration = Duration::from_millis(200);

/// Where the monitor finds the listening socket.
pub const LISTENER: i32 = 3;

/// Starts the keeper of an application in the background.
///
/// # Errors
/// The program cannot be started.
pub fn launch(program: &Path, file: &Path, listener: &OwnedFd) -> io::Result<()> {
    let mut command = with_listener(program, "--conv-keeper", file, listener.as_raw_fd());
    command.stdout(Stdio::null()).stderr(Stdio::null());
    // SAFETY: between fork and exec; setsid is a system call.
    unsafe {
        command.pre_exec(|| {
            libc::setsid();
            Ok(())
        });
    }
    command.spawn().map(drop)
}

fn with_listener(program: &Path, option: &str, file: &Path, fd: i32) -> Command {
    let mut command = Command::new(program);
    command.arg(option).arg(file).stdin(Stdio::null());
    // SAFETY: between fork and exec; dup2 and fcntl are system calls, and the descriptor is open in the parent.
    unsafe {
        command.pre_exec(move || {
            let done = match fd == LISTENER {
                true => libc::fcntl(fd, libc::F_SETFD, 0),
                false => libc::dup2(fd, LISTENER),
            };
            if done < 0 {
                return Err(io::Error::last_os_error());
            }
            Ok(())
        });
    }
    command
}

/// Keeps a monitor running until it ends by itself; `say` gets what is to be logged.
///
/// # Errors
/// The monitor cannot be started, or dies again and again.
pub fn keep(program: &Path, file: &Path, say: impl Fn(&str)) -> io::Result<()> {
    nix::sys::prctl::set_child_subreaper(true)?;
    let mut young = 0;
    loop {
        let started = Instant::now();
        let mut command = with_listener(program, "--conv-monitor", file, LISTENER);
        let monitor = command.spawn()?.id();
        let status = reap(monitor)?;
        if status.success() {
            return Ok(());
        }
        say(&format!("the monitor, process {monitor}, ended: {status}"));
        // One that was killed did not die of itself.
        let killed = status.signal() == Some(libc::SIGKILL);
        young = match started.elapsed() < YOUNG && !killed {
            true => young + 1,
            false => 0,
        };
        if young >= TRIES {
            return Err(io::Error::other(format!(
                "the monitor died {young} times at once"
            )));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Reaps orphans until the monitor is over.
fn reap(monitor: u32) -> io::Result<std::process::ExitStatus> {
    loop {
        let mut status = 0;
        // SAFETY: waitpid writes to a live local.
        let pid = unsafe { libc::waitpid(-1, &mut status, 0) };
        if pid < 0 {
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
        } else if pid.unsigned_abs() == monitor {
            return Ok(std::process::ExitStatus::from_raw(status));
        }
    }
}
