//! What belongs to the operating-system process, not to a session: signals, and the numbers of sessions.

pub(super) use crate::device::descriptors::out_of_the_way;
use crate::vm::Signals;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};

static SESSIONS: AtomicU64 = AtomicU64::new(0);

/// No process has a number with more bits (PID_MAX_LIMIT).
const PID_BITS: u32 = 22;

/// $JOB of a new session: the number of the process for its first one, and numbers that no process and no session of another process
/// has for the others.
pub fn job_number() -> u64 {
    SESSIONS.fetch_add(1, Ordering::Relaxed) << PID_BITS | u64::from(std::process::id())
}

/// Requests to the sessions of this process, by their number.
static LIVE: Mutex<BTreeMap<u64, Arc<Signals>>> = Mutex::new(BTreeMap::new());

fn live() -> std::sync::MutexGuard<'static, BTreeMap<u64, Arc<Signals>>> {
    LIVE.lock().unwrap_or_else(|e| e.into_inner())
}

/// A session begins.
pub fn enlist(job: u64, signals: &Arc<Signals>) {
    live().insert(job, signals.clone());
}

/// A session is over.
pub fn strike(job: u64) {
    live().remove(&job);
}

/// How to reach a session of this process.
pub fn session(job: u64) -> Option<Arc<Signals>> {
    live().get(&job).cloned()
}

/// The session that signals of the process are for.
static TARGET: OnceLock<Mutex<Option<Arc<Signals>>>> = OnceLock::new();
/// Write end of the pipe that wakes a waiting driver.
static WAKE: AtomicU32 = AtomicU32::new(u32::MAX);

/// What SIGHUP does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hangup {
    /// An error where HUPENABLE asks for it, otherwise nothing: as GT.M.
    Trap,
    /// The end of the process, as for other programs.
    End,
}

/// SIGHUP ends the process.
static HANGUP_ENDS: AtomicBool = AtomicBool::new(false);
/// A line editor waits for keys.
static EDITING: AtomicBool = AtomicBool::new(false);

/// Says that a line editor with a handler of its own for SIGINT waits for keys: signals that end the process reach it as SIGINT.
pub fn set_editing(on: bool) {
    EDITING.store(on, Ordering::Release);
}

/// Handles SIGINT, SIGUSR1, SIGTERM and SIGHUP for a session as GT.M does, and ignores SIGPIPE. SIGINT and SIGHUP stay ignored if
/// the parent process ignored them. Gives a descriptor that becomes readable when a signal came.
///
/// # Errors
/// The system has no descriptors left.
pub fn handle_signals(
    signals: Arc<Signals>,
    hangup: Hangup,
) -> std::io::Result<std::os::fd::OwnedFd> {
    let read = wake_pipe(signals)?;
    HANGUP_ENDS.store(hangup == Hangup::End, Ordering::Release);
    for signal in [libc::SIGINT, libc::SIGUSR1, libc::SIGTERM, libc::SIGHUP] {
        let kept = matches!(signal, libc::SIGINT | libc::SIGHUP);
        handle(signal, |before| kept && before == libc::SIG_IGN);
    }
    // SAFETY: ignoring a signal has no memory effects.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
    Ok(read)
}

/// Handles SIGUSR1, and ignores SIGPIPE, unless the process has its own ways with them. All other signals stay those of the process, as
/// a C program has it.
///
/// # Errors
/// The system has no descriptors left.
pub fn handle_interrupts(signals: Arc<Signals>) -> std::io::Result<std::os::fd::OwnedFd> {
    let read = wake_pipe(signals)?;
    handle(libc::SIGUSR1, |before| before != libc::SIG_DFL);
    // SAFETY: asking for a disposition and ignoring a signal have no memory effects.
    unsafe {
        let before = libc::signal(libc::SIGPIPE, libc::SIG_IGN);
        if before != libc::SIG_DFL {
            libc::signal(libc::SIGPIPE, before);
        }
    }
    Ok(read)
}

/// Sets the handler of a signal, unless the disposition before is to stay.
fn handle(signal: libc::c_int, stays: impl Fn(libc::sighandler_t) -> bool) {
    // SAFETY: the handler does only what is allowed in one: atomic accesses, write(2) and raise(3).
    unsafe {
        let mut action: libc::sigaction = std::mem::zeroed();
        let mut before: libc::sigaction = std::mem::zeroed();
        action.sa_sigaction = on_signal as *const () as usize;
        libc::sigaction(signal, &action, &mut before);
        if stays(before.sa_sigaction) {
            libc::sigaction(signal, &before, std::ptr::null_mut());
        }
    }
}

/// Makes the pipe that wakes a waiting driver, and says whose signals they are.
fn wake_pipe(signals: Arc<Signals>) -> std::io::Result<std::os::fd::OwnedFd> {
    use std::os::fd::{FromRawFd, OwnedFd};
    let mut ends = [0; 2];
    // SAFETY: `ends` has room for two descriptors, which nobody else owns.
    let read = unsafe {
        if libc::pipe2(ends.as_mut_ptr(), libc::O_CLOEXEC | libc::O_NONBLOCK) != 0 {
            return Err(std::io::Error::last_os_error());
        }
        OwnedFd::from_raw_fd(ends[0])
    };
    WAKE.store(ends[1] as u32, Ordering::Release);
    RAISED.store(Arc::into_raw(signals.clone()).cast_mut(), Ordering::Release);
    *TARGET
        .get_or_init(|| Mutex::new(None))
        .lock()
        .unwrap_or_else(|e| e.into_inner()) = Some(signals);
    Ok(read)
}

/// The signals record that the handler writes to; it is never freed.
static RAISED: std::sync::atomic::AtomicPtr<Signals> =
    std::sync::atomic::AtomicPtr::new(std::ptr::null_mut());

extern "C" fn on_signal(signal: libc::c_int) {
    let target = RAISED.load(Ordering::Acquire);
    if target.is_null() {
        return;
    }
    // SAFETY: the record was leaked on purpose and lives as long as the process.
    let target = unsafe { &*target };
    match signal {
        libc::SIGINT => target.interrupt(),
        libc::SIGUSR1 => target.zinterrupt(),
        libc::SIGHUP if !HANGUP_ENDS.load(Ordering::Acquire) => target.hangup(),
        other => {
            target.terminate(other as u32);
            if EDITING.load(Ordering::Acquire) {
                // SAFETY: raise has no memory effects and may be called in a handler.
                unsafe { libc::raise(libc::SIGINT) };
            }
        }
    }
    let fd = WAKE.load(Ordering::Acquire);
    if fd != u32::MAX {
        // SAFETY: one byte of a constant; a full pipe needs no second byte.
        unsafe { libc::write(fd as i32, b"!".as_ptr().cast(), 1) };
    }
}
/// Where sockets of daemons are: `/run` for root, else the user's runtime directory, or `/tmp`.
pub fn runtime_folder() -> PathBuf {
    match nix::unistd::Uid::effective().is_root() {
        true => "/run".into(),
        false => std::env::var_os("XDG_RUNTIME_DIR").map_or_else(|| "/tmp".into(), PathBuf::from),
    }
}
