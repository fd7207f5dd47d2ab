//! What becomes of a process of the command that meets a damaged page: it ends, and says why.
//!
//! LMDB takes the form of pages for granted and follows them where they lead: to memory that is not there, or into an assertion. Neither
//! can be survived. `mrun db check` looks at the pages before LMDB does.

use lmdb_master_sys as ffi;
use std::ffi::CStr;
use std::os::raw::{c_char, c_int, c_void};
use std::ptr::null_mut;
use std::sync::atomic::{AtomicBool, AtomicPtr, Ordering};

/// The first environments that are open; more are not watched.
static OPEN: [AtomicPtr<ffi::MDB_env>; 32] = [const { AtomicPtr::new(null_mut()) }; 32];
static WATCHED: AtomicBool = AtomicBool::new(false);

/// From here on the process tells of damaged pages before it ends. This is for the command: handlers of signals are the program's.
pub fn watch() {
    WATCHED.store(true, Ordering::Relaxed);
    for signal in [libc::SIGBUS, libc::SIGSEGV] {
        // SAFETY: a handler that only does what handlers may do. It comes before that of the standard library, which tells of a stack
        // that is used up: it puts the default in its place, and that tells as well as it can.
        unsafe {
            let mut action: libc::sigaction = std::mem::zeroed();
            action.sa_sigaction = fault as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_ONSTACK;
            libc::sigaction(
                signal,
                &action,
                BEFORE[usize::from(signal == libc::SIGSEGV)].get(),
            );
        }
    }
}

/// What was done on these signals before.
struct Before(std::cell::UnsafeCell<libc::sigaction>);

impl Before {
    fn get(&self) -> *mut libc::sigaction {
        self.0.get()
    }
}

// SAFETY: written once, when the process begins and has one thread; read by the handlers alone.
unsafe impl Sync for Before {}

// SAFETY: a structure of plain numbers.
static BEFORE: [Before; 2] =
    [const { Before(std::cell::UnsafeCell::new(unsafe { std::mem::zeroed() })) }; 2];

/// An environment is open.
pub(super) fn opened(environment: *mut ffi::MDB_env) {
    if WATCHED.load(Ordering::Relaxed) {
        // SAFETY: an open environment, and a function of the right form.
        unsafe { ffi::mdb_env_set_assert(environment, Some(asserted)) };
        for slot in &OPEN {
            let free =
                slot.compare_exchange(null_mut(), environment, Ordering::AcqRel, Ordering::Relaxed);
            if free.is_ok() {
                break;
            }
        }
    }
}

/// An environment is about to be closed.
pub(super) fn closed(environment: *mut ffi::MDB_env) {
    for slot in &OPEN {
        let _ = slot.compare_exchange(environment, null_mut(), Ordering::AcqRel, Ordering::Relaxed);
    }
}

unsafe extern "C" fn asserted(environment: *mut ffi::MDB_env, _what: *const c_char) {
    // SAFETY: LMDB gives its open environment.
    unsafe { end(environment) }
}

unsafe extern "C" fn fault(signal: c_int, info: *mut libc::siginfo_t, _context: *mut c_void) {
    // SAFETY: the system gives what happened, and where.
    let at = unsafe { (*info).si_addr() } as usize;
    for slot in &OPEN {
        let environment = slot.load(Ordering::Acquire);
        if environment.is_null() {
            continue;
        }
        // SAFETY: a structure of plain numbers, filled from an environment that is open as long as it is in the list.
        unsafe {
            let mut info: ffi::MDB_envinfo = std::mem::zeroed();
            ffi::mdb_env_info(environment, &mut info);
            let begin = info.me_mapaddr as usize;
            if (begin..begin.saturating_add(info.me_mapsize)).contains(&at) {
                end(environment);
            }
        }
    }
    // It is another's: it happens again, and is handled as it was.
    // SAFETY: what was there before.
    unsafe {
        let before = BEFORE[usize::from(signal == libc::SIGSEGV)].get();
        libc::sigaction(signal, before, null_mut());
    }
}

/// # Safety
/// The environment is open.
unsafe fn end(environment: *mut ffi::MDB_env) -> ! {
    let tell = |text: &[u8]| {
        // SAFETY: bytes of ours. Who cannot be told is not.
        unsafe { libc::write(libc::STDERR_FILENO, text.as_ptr().cast(), text.len()) };
    };
    let mut path = std::ptr::null();
    // SAFETY: the path lives as long as the environment, and ends with a zero byte. `_exit` runs nothing that could rely on the page.
    unsafe {
        ffi::mdb_env_get_path(environment, &mut path);
        tell(b"%GTM-E-DBFILERR, Error with database file ");
        if !path.is_null() {
            tell(CStr::from_ptr(path).to_bytes());
        }
        tell(b"\n%GTM-I-TEXT, A page of it is damaged. mrun db check says more.\n");
        libc::_exit(1)
    }
}
