//! The functions that C may call back: sleeping, timers, memory. Their table is what `GTM_CALLIN_START` points to.

use std::cell::UnsafeCell;
use std::ffi::{c_char, c_int, c_uint, c_void};
use std::mem::MaybeUninit;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

type Handler = unsafe extern "C" fn(isize, c_int, *mut c_char);

/// Addresses by their index for `gtm_pointertofunc_t`.
struct Table([*const c_void; 6]);

// SAFETY: addresses of functions, which never change.
unsafe impl Sync for Table {}

static TABLE: Table = Table([
    gtm_hiber_start as *const c_void,
    gtm_hiber_start_wait_any as *const c_void,
    gtm_start_timer as *const c_void,
    gtm_cancel_timer as *const c_void,
    gtm_malloc as *const c_void,
    gtm_free as *const c_void,
]);

/// The function of an index.
pub fn function(index: u32) -> Option<*const c_void> {
    TABLE.0.get(index as usize).copied()
}

/// Puts the table's address into the environment of the process, once.
pub fn announce() {
    static DONE: Once = Once::new();
    DONE.call_once(|| {
        let address = (TABLE.0.as_ptr() as usize).to_string();
        // SAFETY: threads that read the environment at this moment through C would race. Rust code reads it under a lock that
        // `set_var` takes, and libraries of call tables are loaded after this.
        unsafe { std::env::set_var("GTM_CALLIN_START", address) };
    });
}

/// Sleeps so many milliseconds, whatever signals come.
#[unsafe(no_mangle)]
pub extern "C" fn gtm_hiber_start(milliseconds: c_uint) {
    std::thread::sleep(Duration::from_millis(milliseconds.into()));
}

/// Sleeps until the time is over or a signal comes, a timer's too.
#[unsafe(no_mangle)]
pub extern "C" fn gtm_hiber_start_wait_any(milliseconds: c_uint) {
    let time = libc::timespec {
        tv_sec: (milliseconds / 1000).into(),
        tv_nsec: i64::from(milliseconds % 1000) * 1_000_000,
    };
    // SAFETY: reads a time, and writes nothing.
    unsafe { libc::nanosleep(&time, std::ptr::null_mut()) };
}

#[unsafe(no_mangle)]
pub extern "C" fn gtm_malloc(size: usize) -> *mut c_void {
    // SAFETY: any size may be asked for.
    unsafe { libc::malloc(size) }
}

/// # Safety
/// What `gtm_malloc` or `malloc` gave, and nobody uses it any more.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gtm_free(address: *mut c_void) {
    // SAFETY: as said above.
    unsafe { libc::free(address) };
}

/// 1 on the first thread of the process.
#[unsafe(no_mangle)]
pub extern "C" fn gtm_is_main_thread() -> c_int {
    // SAFETY: both only ask.
    unsafe { (libc::gettid() == libc::getpid()).into() }
}

/// Timers that may be set at a time.
const TIMERS: usize = 64;

/// One timer of C code. A timer of the system sends SIGALRM to the thread that set it, and the signal handler calls the C handler,
/// so that it interrupts what runs, as in GT.M.
struct Timer {
    /// Somebody has it.
    taken: AtomicBool,
    /// It has not fired yet.
    armed: AtomicBool,
    set: UnsafeCell<Setting>,
}

struct Setting {
    id: isize,
    system: usize,
    handler: Option<Handler>,
    length: c_int,
    data: *mut c_char,
}

// SAFETY: `set` is written only between taking the timer and arming it, by who took it, and read only while it is taken.
unsafe impl Sync for Timer {}

static ALL: [Timer; TIMERS] = [const {
    Timer {
        taken: AtomicBool::new(false),
        armed: AtomicBool::new(false),
        set: UnsafeCell::new(Setting {
            id: 0,
            system: 0,
            handler: None,
            length: 0,
            data: std::ptr::null_mut(),
        }),
    }
}; TIMERS];

/// Calls `handler(id, length, data)` when the time is over, with a copy of the data. A timer of that id that is set starts anew.
/// Without effect when too many timers are set.
///
/// # Safety
/// `data` has `length` bytes; the handler does only what a signal handler may do.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn gtm_start_timer(
    id: isize,
    milliseconds: c_int,
    handler: Option<Handler>,
    length: c_int,
    data: *mut c_void,
) {
    static HANDLED: Once = Once::new();
    HANDLED.call_once(|| {
        // SAFETY: the handler does what is allowed in one, apart from what the C handler does.
        unsafe {
            let mut action: libc::sigaction = MaybeUninit::zeroed().assume_init();
            action.sa_sigaction = on_alarm as *const () as usize;
            action.sa_flags = libc::SA_SIGINFO | libc::SA_RESTART;
            libc::sigaction(libc::SIGALRM, &action, std::ptr::null_mut());
        }
    });
    gtm_cancel_timer(id);
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let first = NEXT.fetch_add(1, Ordering::Relaxed);
    let free = (0..TIMERS)
        .map(|n| (first + n) % TIMERS)
        .find(|at| !ALL[*at].taken.swap(true, Ordering::AcqRel));
    let Some(at) = free else { return };
    let timer = &ALL[at];
    // SAFETY: the timer is ours and not armed. The data is copied within its length; the system's timer is made with a zeroed event
    // that names a signal, this thread and the index.
    unsafe {
        let set = &mut *timer.set.get();
        libc::free(set.data.cast());
        set.data = std::ptr::null_mut();
        let size = usize::try_from(length).unwrap_or(0);
        if size > 0 && !data.is_null() {
            set.data = libc::malloc(size).cast();
            if !set.data.is_null() {
                std::ptr::copy_nonoverlapping(data.cast(), set.data, size);
            }
        }
        (set.id, set.handler, set.length) = (id, handler, length);
        let mut event: libc::sigevent = MaybeUninit::zeroed().assume_init();
        event.sigev_notify = libc::SIGEV_THREAD_ID;
        event.sigev_signo = libc::SIGALRM;
        event.sigev_notify_thread_id = libc::gettid();
        event.sigev_value.sival_ptr = at as *mut c_void;
        let mut system: libc::timer_t = std::ptr::null_mut();
        if libc::timer_create(libc::CLOCK_MONOTONIC, &mut event, &mut system) != 0 {
            timer.taken.store(false, Ordering::Release);
            return;
        }
        set.system = system as usize;
        timer.armed.store(true, Ordering::Release);
        let milliseconds = i64::from(milliseconds.max(0));
        let mut time: libc::itimerspec = MaybeUninit::zeroed().assume_init();
        time.it_value.tv_sec = milliseconds / 1000;
        // A time of zero would disarm it.
        time.it_value.tv_nsec = (milliseconds % 1000 * 1_000_000).max(1);
        libc::timer_settime(system, 0, &time, std::ptr::null_mut());
    }
}

/// Stops the timer of that id if it has not fired.
#[unsafe(no_mangle)]
pub extern "C" fn gtm_cancel_timer(id: isize) {
    for timer in &ALL {
        // SAFETY: an armed timer's setting is not written.
        let is_it = timer.armed.load(Ordering::Acquire) && unsafe { (*timer.set.get()).id } == id;
        if is_it && timer.armed.swap(false, Ordering::AcqRel) {
            release(timer);
        }
    }
}

/// Gives back a timer that is not armed any more.
fn release(timer: &Timer) {
    // SAFETY: who disarmed it is the only one to be here; the system's timer exists since it was armed.
    unsafe { libc::timer_delete((*timer.set.get()).system as libc::timer_t) };
    timer.taken.store(false, Ordering::Release);
}

extern "C" fn on_alarm(_: c_int, info: *mut libc::siginfo_t, _: *mut c_void) {
    // SAFETY: the system passes a record of the signal, and `errno` is this thread's.
    unsafe {
        let errno = *libc::__errno_location();
        let at = (*info).si_value().sival_ptr as usize;
        if (*info).si_code == libc::SI_TIMER
            && let Some(timer) = ALL.get(at)
            && timer.armed.swap(false, Ordering::AcqRel)
        {
            let Setting {
                id,
                handler,
                length,
                data,
                ..
            } = *timer.set.get();
            if let Some(handler) = handler {
                handler(id, length, data);
            }
            release(timer);
        }
        *libc::__errno_location() = errno;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    static FIRED: AtomicUsize = AtomicUsize::new(0);

    unsafe extern "C" fn fired(id: isize, length: c_int, data: *mut c_char) {
        // SAFETY: the data is the three bytes given below.
        let first = unsafe { *data.cast::<u8>() };
        FIRED.fetch_add(
            id as usize + length as usize + first as usize,
            Ordering::AcqRel,
        );
    }

    #[test]
    fn a_timer_fires_once_unless_it_is_cancelled() {
        let mut data = *b"abc";
        // SAFETY: the data has three bytes.
        unsafe {
            gtm_start_timer(7, 1, Some(fired), 3, data.as_mut_ptr().cast());
            gtm_start_timer(8, 60_000, Some(fired), 3, data.as_mut_ptr().cast());
        }
        let begin = Instant::now();
        while FIRED.load(Ordering::Acquire) == 0 && begin.elapsed() < Duration::from_secs(20) {
            gtm_hiber_start_wait_any(1000);
        }
        gtm_cancel_timer(8);
        assert_eq!(FIRED.load(Ordering::Acquire), 7 + 3 + usize::from(b'a'));
    }
}
