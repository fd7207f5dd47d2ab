//! The keeper: a process that starts the monitor, and starts it again when it dies. It has the listening socket, so that nobody finds the
//! application gone meanwhile, and reaps servers whose monitor died.

use crate::conv::gtt;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// A monitor that lived shorter died of something that will kill the next one, too.
const YOUNG: Duration = Duration::from_secs(2);
/// So many of them in a row are enough.
const TRIES: u32 = 5;
/// How long the bridge may take to end when the application does.
const FAREWELL: Duration = Duration::from_secs(8);
/// Pause before the next.
const PAUSE: Duration = Duration::from_millis(200);

/// Where the monitor finds the listening socket.
pub const LISTENER: i32 = 3;
/// And the memory of the table of transactions.
pub const TRANSACTIONS: i32 = 4;

/// Starts the keeper of an application in the background.
///
/// # Errors
/// The program cannot be started.
pub fn launch(program: &Path, file: &Path, listener: &OwnedFd) -> io::Result<()> {
    let listener = (listener.as_raw_fd(), LISTENER);
    let mut command = with_descriptors(program, "--conv-keeper", file, vec![listener]);
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

/// A command that finds descriptors of this process at other numbers, none of which is another one's of them.
fn with_descriptors(
    program: &Path,
    option: &str,
    file: &Path,
    descriptors: Vec<(i32, i32)>,
) -> Command {
    let mut command = Command::new(program);
    command.arg(option).arg(file).stdin(Stdio::null());
    // SAFETY: between fork and exec; dup2 and fcntl are system calls, and the descriptors are open in the parent.
    unsafe {
        command.pre_exec(move || {
            for (fd, number) in &descriptors {
                let done = match fd == number {
                    true => libc::fcntl(*fd, libc::F_SETFD, 0),
                    false => libc::dup2(*fd, *number),
                };
                if done < 0 {
                    return Err(io::Error::last_os_error());
                }
            }
            Ok(())
        });
    }
    command
}

/// How many in a row died young.
#[derive(Default)]
struct Young(u32);

impl Young {
    /// One is over; whether there were too many.
    fn ended(&mut self, since: Instant, status: ExitStatus) -> bool {
        // One that was killed did not die of itself.
        let killed = status.signal() == Some(libc::SIGKILL);
        self.0 = match since.elapsed() < YOUNG && !killed {
            true => self.0 + 1,
            false => 0,
        };
        self.0 >= TRIES
    }
}

/// What runs beside the monitor and the servers.
struct Companion<'a> {
    program: &'a Path,
    file: &'a Path,
    running: Option<(Child, Instant)>,
    young: Young,
}

impl Companion<'_> {
    fn start(&mut self, say: &impl Fn(&str)) {
        let mut command = Command::new(self.program);
        command.arg("--conv-bridge").arg(self.file);
        command.stdin(Stdio::null());
        // SAFETY: between fork and exec; prctl is a system call.
        unsafe {
            command.pre_exec(|| {
                libc::prctl(libc::PR_SET_PDEATHSIG, libc::SIGTERM);
                Ok(())
            });
        }
        match command.spawn() {
            Ok(child) => self.running = Some((child, Instant::now())),
            Err(error) => say(&format!("the bridge: {error}")),
        }
    }

    /// A process is over: if it was the bridge, there is another, unless it died too often.
    fn is_over(&mut self, pid: u32, status: ExitStatus, say: &impl Fn(&str)) {
        let Some((_, since)) = self.running.take_if(|(child, _)| child.id() == pid) else {
            return;
        };
        say(&format!("the bridge, process {pid}, ended: {status}"));
        if self.young.ended(since, status) {
            return say("the bridge is not started any more: other machines are out of reach");
        }
        std::thread::sleep(PAUSE);
        self.start(say);
    }

    /// The application is over: the bridge has some time to end by itself.
    fn end(&mut self) {
        let Some((mut child, _)) = self.running.take() else {
            return;
        };
        let until = Instant::now() + FAREWELL;
        while matches!(child.try_wait(), Ok(None)) {
            if Instant::now() >= until {
                // It is gone, or goes now.
                let _ = child.kill();
                let _ = child.wait();
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// Keeps a monitor running until it ends by itself, and the bridge if there is to be one; `say` gets what is to be logged.
///
/// # Errors
/// The monitor cannot be started, or dies again and again.
pub fn keep(program: &Path, file: &Path, bridge: bool, say: impl Fn(&str)) -> io::Result<()> {
    nix::sys::prctl::set_child_subreaper(true)?;
    let mut companion = Companion {
        program,
        file,
        running: None,
        young: Young::default(),
    };
    if bridge {
        companion.start(&say);
    }
    // One monitor after the other has it, so that none forgets transactions.
    let transactions = gtt::create()?;
    let mut young = Young::default();
    loop {
        let started = Instant::now();
        let descriptors = vec![
            (LISTENER, LISTENER),
            (transactions.as_raw_fd(), TRANSACTIONS),
        ];
        let mut command = with_descriptors(program, "--conv-monitor", file, descriptors);
        let monitor = command.spawn()?.id();
        let status = reap(monitor, |pid, status| companion.is_over(pid, status, &say))?;
        if status.success() {
            companion.end();
            return Ok(());
        }
        say(&format!("the monitor, process {monitor}, ended: {status}"));
        if young.ended(started, status) {
            return Err(io::Error::other(format!(
                "the monitor died {TRIES} times at once"
            )));
        }
        std::thread::sleep(PAUSE);
    }
}

/// Reaps other children and orphans until the monitor is over.
fn reap(monitor: u32, mut other: impl FnMut(u32, ExitStatus)) -> io::Result<ExitStatus> {
    loop {
        let mut status = 0;
        // SAFETY: waitpid writes to a live local.
        let pid = unsafe { libc::waitpid(-1, &mut status, 0) };
        if pid < 0 {
            let error = io::Error::last_os_error();
            if error.kind() != io::ErrorKind::Interrupted {
                return Err(error);
            }
            continue;
        }
        let status = ExitStatus::from_raw(status);
        if pid.unsigned_abs() == monitor {
            return Ok(status);
        }
        other(pid.unsigned_abs(), status);
    }
}
