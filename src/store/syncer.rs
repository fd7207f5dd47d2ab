//! The thread that has commits on disk soon after they were made, for durability `group`.

use super::lmdb::Fault;
use std::fs::File;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

/// From a commit to the sync: what a power cut may take, and the time that a sync needs.
pub const PERIOD: Duration = Duration::from_millis(25);

struct Shared {
    file: File,
    /// Something was written since the last sync began.
    pending: AtomicBool,
    /// What a sync failed with.
    failed: AtomicI32,
    /// The thread is there; and it is to end.
    state: Mutex<(bool, bool)>,
    changed: Condvar,
}

/// Syncs a file some time after it is told of a change.
pub struct Syncer(Arc<Shared>);

impl Syncer {
    pub fn new(file: File) -> Syncer {
        Syncer(Arc::new(Shared {
            file,
            pending: AtomicBool::new(false),
            failed: AtomicI32::new(0),
            state: Mutex::default(),
            changed: Condvar::new(),
        }))
    }

    /// Whether a sync is to come.
    pub fn is_pending(&self) -> bool {
        self.0.pending.load(Ordering::Relaxed)
    }

    /// What an earlier sync failed with, told once.
    ///
    /// # Errors
    /// That.
    pub fn failure(&self) -> Result<(), Fault> {
        match self.0.failed.swap(0, Ordering::Relaxed) {
            0 => Ok(()),
            number => Err(Fault(number)),
        }
    }

    /// Something was written.
    pub fn wake(&self) {
        let shared = &self.0;
        if shared.pending.swap(true, Ordering::AcqRel) {
            return;
        }
        let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
        if !state.0 {
            state.0 = spawn(shared.clone());
        }
        if state.0 {
            shared.changed.notify_one();
        } else {
            // Without a thread the caller waits itself.
            shared.sync();
        }
    }
}

impl Shared {
    fn sync(&self) {
        if self.pending.swap(false, Ordering::AcqRel)
            && let Err(e) = self.file.sync_data()
        {
            self.failed.store(Fault::of(&e).0, Ordering::Relaxed);
        }
    }
}

impl Drop for Syncer {
    fn drop(&mut self) {
        let mut state = self.0.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.1 = true;
        self.0.changed.notify_one();
    }
}

/// Starts the thread, which takes no signal: those are for the threads of the program.
fn spawn(shared: Arc<Shared>) -> bool {
    // SAFETY: sets of signals of ours; the mask is put back.
    unsafe {
        let mut all: libc::sigset_t = std::mem::zeroed();
        let mut before: libc::sigset_t = std::mem::zeroed();
        libc::sigfillset(&mut all);
        if libc::pthread_sigmask(libc::SIG_SETMASK, &all, &mut before) != 0 {
            return false;
        }
        let thread = std::thread::Builder::new()
            .name("mrun-sync".into())
            .stack_size(64 * 1024)
            .spawn(move || run(&shared));
        libc::pthread_sigmask(libc::SIG_SETMASK, &before, std::ptr::null_mut());
        thread.is_ok()
    }
}

fn run(shared: &Shared) {
    let mut state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
    loop {
        while !shared.pending.load(Ordering::Acquire) && !state.1 {
            state = shared
                .changed
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
        let waited = shared
            .changed
            .wait_timeout_while(state, PERIOD, |(_, end)| !*end)
            .unwrap_or_else(PoisonError::into_inner);
        let end = waited.0.1;
        drop(waited);
        shared.sync();
        if end {
            return;
        }
        state = shared.state.lock().unwrap_or_else(PoisonError::into_inner);
    }
}
