//! System calls of devices, behind safe functions.

use nix::sys::signal::{SigSet, Signal};
use nix::sys::signalfd::{SfdFlags, SignalFd};
use std::io;
use std::mem::MaybeUninit;
use std::os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd};
use std::path::Path;

/// A descriptor: ours to close, or one that the process was started with.
#[derive(Debug)]
pub enum Descriptor {
    Own(OwnedFd),
    Inherited(RawFd),
}

impl AsRawFd for Descriptor {
    fn as_raw_fd(&self) -> RawFd {
        match self {
            Descriptor::Own(fd) => fd.as_raw_fd(),
            Descriptor::Inherited(fd) => *fd,
        }
    }
}

/// Signals that are read from a descriptor from now on, and do nothing else to this thread and those that it makes.
pub fn signals(wanted: &[Signal]) -> io::Result<SignalFd> {
    let mask: SigSet = wanted.iter().copied().collect();
    mask.thread_block()?;
    let flags = SfdFlags::SFD_CLOEXEC | SfdFlags::SFD_NONBLOCK;
    Ok(SignalFd::with_flags(&mask, flags)?)
}

/// What a descriptor or a file name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Regular,
    Directory,
    Fifo,
    Null,
    Terminal,
    Socket,
    /// Another character or block device.
    Other,
    /// Nothing: closed, or no such file.
    Missing,
}

/// Number of the null device.
fn null_device() -> Option<libc::dev_t> {
    std::fs::metadata("/dev/null")
        .ok()
        .map(|m| std::os::unix::fs::MetadataExt::rdev(&m))
}

/// The kind of an open descriptor.
pub fn kind(fd: RawFd) -> Kind {
    let mut stat = MaybeUninit::<libc::stat>::uninit();
    // SAFETY: fstat fills `stat` when it returns 0; a bad descriptor is an error return.
    let stat = unsafe {
        if libc::fstat(fd, stat.as_mut_ptr()) != 0 {
            return Kind::Missing;
        }
        stat.assume_init()
    };
    match stat.st_mode & libc::S_IFMT {
        libc::S_IFREG => Kind::Regular,
        libc::S_IFDIR => Kind::Directory,
        libc::S_IFIFO => Kind::Fifo,
        libc::S_IFSOCK => Kind::Socket,
        _ if is_terminal(fd) => Kind::Terminal,
        libc::S_IFCHR if null_device() == Some(stat.st_rdev) => Kind::Null,
        _ => Kind::Other,
    }
}

/// The kind of the file that a path names.
pub fn kind_of(path: &Path) -> Kind {
    use std::os::unix::fs::{FileTypeExt, MetadataExt};
    let Ok(found) = std::fs::metadata(path) else {
        return Kind::Missing;
    };
    let file = found.file_type();
    let null = || null_device() == Some(found.rdev());
    if file.is_file() {
        Kind::Regular
    } else if file.is_dir() {
        Kind::Directory
    } else if file.is_fifo() {
        Kind::Fifo
    } else if file.is_socket() {
        Kind::Socket
    } else if file.is_char_device() && null() {
        Kind::Null
    } else if file.is_char_device() && open_terminal(path).is_ok() {
        Kind::Terminal
    } else {
        Kind::Other
    }
}

/// Opens a terminal without making it the controlling one; ENOTTY for something else.
pub fn open_terminal(path: &Path) -> io::Result<OwnedFd> {
    use std::os::unix::fs::OpenOptionsExt;
    let flags = libc::O_NOCTTY | libc::O_NONBLOCK;
    let file = std::fs::OpenOptions::new()
        .read(true)
        .write(true)
        .custom_flags(flags)
        .open(path)?;
    let fd = OwnedFd::from(file);
    if is_terminal(fd.as_raw_fd()) {
        Ok(fd)
    } else {
        Err(io::Error::from_raw_os_error(libc::ENOTTY))
    }
}

/// `true` for a terminal.
pub fn is_terminal(fd: RawFd) -> bool {
    // SAFETY: isatty only looks at the descriptor.
    unsafe { libc::isatty(fd) == 1 }
}

/// `true` when two descriptors belong to the same file.
pub fn same_file(a: RawFd, b: RawFd) -> bool {
    let identity = |fd| {
        let mut stat = MaybeUninit::<libc::stat>::uninit();
        // SAFETY: as in `kind`.
        unsafe { (libc::fstat(fd, stat.as_mut_ptr()) == 0).then(|| stat.assume_init()) }
            .map(|s| (s.st_dev, s.st_ino))
    };
    identity(a).is_some() && identity(a) == identity(b)
}

/// Name of a terminal, as `/dev/pts/0`.
pub fn terminal_name(fd: RawFd) -> Option<Vec<u8>> {
    let mut name = [0u8; 256];
    // SAFETY: the pointer and length describe `name`, which the call fills with a string that ends with a zero.
    let failed = unsafe { libc::ttyname_r(fd, name.as_mut_ptr().cast(), name.len()) };
    let end = name.iter().position(|b| *b == 0)?;
    (failed == 0).then(|| name[..end].to_vec())
}

/// Columns and lines of a terminal, if it knows them.
pub fn terminal_size(fd: RawFd) -> Option<(u16, u16)> {
    let mut size = libc::winsize {
        ws_row: 0,
        ws_col: 0,
        ws_xpixel: 0,
        ws_ypixel: 0,
    };
    // SAFETY: TIOCGWINSZ writes one winsize.
    let ok = unsafe { libc::ioctl(fd, libc::TIOCGWINSZ, &raw mut size) } == 0;
    (ok && size.ws_col > 0 && size.ws_row > 0).then_some((size.ws_col, size.ws_row))
}

/// Line settings of a terminal.
#[derive(Clone, Copy)]
pub struct Termios(libc::termios);

impl Termios {
    /// The present settings; `None` if `fd` is no terminal.
    pub fn get(fd: RawFd) -> Option<Self> {
        let mut settings = MaybeUninit::<libc::termios>::uninit();
        // SAFETY: tcgetattr fills the structure when it returns 0.
        unsafe {
            (libc::tcgetattr(fd, settings.as_mut_ptr()) == 0)
                .then(|| Termios(settings.assume_init()))
        }
    }

    /// Makes the settings those of the terminal, after its output.
    pub fn set(&self, fd: RawFd) {
        // SAFETY: tcsetattr only reads the structure. A terminal that has gone needs no settings.
        unsafe { libc::tcsetattr(fd, libc::TCSADRAIN, &self.0) };
    }

    /// Characters come at once and without echo. `signals`: Control-C and the like act; `raw`: no character acts.
    pub fn unbuffered(mut self, signals: bool, raw: bool, flow: bool) -> Self {
        self.0.c_lflag &= !(libc::ICANON | libc::ECHO | libc::IEXTEN);
        self.0.c_iflag &= !libc::ICRNL;
        if !signals || raw {
            self.0.c_lflag &= !libc::ISIG;
        }
        if raw {
            self.0.c_iflag &= !(libc::IXON | libc::INLCR | libc::IGNCR);
        } else if flow {
            self.0.c_iflag |= libc::IXON;
        }
        self.0.c_cc[libc::VMIN] = 1;
        self.0.c_cc[libc::VTIME] = 0;
        self
    }

    /// The character that erases the last one.
    pub fn erase(&self) -> u8 {
        self.0.c_cc[libc::VERASE]
    }
}

/// Discards what was typed and not read.
pub fn discard_input(fd: RawFd) {
    // SAFETY: no memory is involved.
    unsafe { libc::tcflush(fd, libc::TCIFLUSH) };
}

/// `true` when a read (or write) would not block now: data, end of file or an error.
pub fn ready(fd: RawFd, write: bool) -> bool {
    let events = if write { libc::POLLOUT } else { libc::POLLIN };
    let mut entry = libc::pollfd {
        fd,
        events,
        revents: 0,
    };
    // SAFETY: one entry, timeout zero.
    unsafe { libc::poll(&raw mut entry, 1, 0) != 0 }
}

/// Waits for a moment, or shorter if one of the descriptors is ready: the end of a session has nobody to resume it.
pub fn wait_briefly(wait: &super::Wait) {
    let events = |i: &super::Interest| {
        (if i.read { libc::POLLIN } else { 0 }) | (if i.write { libc::POLLOUT } else { 0 })
    };
    let mut entries: Vec<libc::pollfd> = wait
        .fds
        .iter()
        .map(|i| libc::pollfd {
            fd: i.fd,
            events: events(i),
            revents: 0,
        })
        .collect();
    // SAFETY: pointer and count are those of the vector.
    unsafe { libc::poll(entries.as_mut_ptr(), entries.len() as libc::nfds_t, 20) };
}

/// Appends at most `room` bytes to `into`; 0 is the end of the file.
pub fn read(fd: RawFd, into: &mut Vec<u8>, room: usize) -> io::Result<usize> {
    into.reserve(room);
    let spare = into.spare_capacity_mut();
    let room = room.min(spare.len());
    // SAFETY: pointer and length describe spare capacity of `into`.
    let got = again(|| unsafe { libc::read(fd, spare.as_mut_ptr().cast(), room) })?;
    let length = into.len() + got;
    // SAFETY: `got` bytes of the spare capacity have just been written.
    unsafe { into.set_len(length) };
    Ok(got)
}

/// Writes some of `bytes`.
pub fn write(fd: RawFd, bytes: &[u8]) -> io::Result<usize> {
    // SAFETY: pointer and length are those of a slice.
    again(|| unsafe { libc::write(fd, bytes.as_ptr().cast(), bytes.len()) })
}

/// Writes all of `bytes`, blocking where the descriptor does.
pub fn write_all(fd: RawFd, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match write(fd, bytes) {
            Ok(n) => bytes = &bytes[n..],
            // Somebody else made a shared description non-blocking: wait as a blocking write would.
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => {
                let mut entry = libc::pollfd {
                    fd,
                    events: libc::POLLOUT,
                    revents: 0,
                };
                // SAFETY: one entry.
                unsafe { libc::poll(&raw mut entry, 1, -1) };
            }
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

fn again(mut call: impl FnMut() -> isize) -> io::Result<usize> {
    loop {
        match usize::try_from(call()) {
            Ok(n) => return Ok(n),
            Err(_) => {
                let error = io::Error::last_os_error();
                if error.kind() != io::ErrorKind::Interrupted {
                    return Err(error);
                }
            }
        }
    }
}

/// Moves the position of a file; the new position.
pub fn seek(fd: RawFd, to: io::SeekFrom) -> io::Result<u64> {
    let (offset, whence) = match to {
        io::SeekFrom::Start(n) => (
            libc::off_t::try_from(n).unwrap_or(libc::off_t::MAX),
            libc::SEEK_SET,
        ),
        io::SeekFrom::Current(n) => (n, libc::SEEK_CUR),
        io::SeekFrom::End(n) => (n, libc::SEEK_END),
    };
    // SAFETY: no memory is involved.
    let at = unsafe { libc::lseek(fd, offset, whence) };
    u64::try_from(at).map_err(|_| io::Error::last_os_error())
}

/// Cuts a file at `length`.
pub fn truncate(fd: RawFd, length: u64) -> io::Result<()> {
    let length = libc::off_t::try_from(length).unwrap_or(libc::off_t::MAX);
    // SAFETY: no memory is involved.
    if unsafe { libc::ftruncate(fd, length) } == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Makes a FIFO with the permissions that the umask leaves.
pub fn make_fifo(path: &Path) -> io::Result<()> {
    let path = std::ffi::CString::new(std::os::unix::ffi::OsStrExt::as_bytes(path.as_os_str()))?;
    // SAFETY: the string ends with a zero.
    if unsafe { libc::mkfifo(path.as_ptr(), 0o666) } == 0 {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// Makes a descriptor that is ours alone non-blocking.
pub fn set_nonblocking(fd: &OwnedFd) -> io::Result<()> {
    // SAFETY: fcntl on an open descriptor, no memory involved.
    let ok = unsafe {
        let flags = libc::fcntl(fd.as_raw_fd(), libc::F_GETFL);
        flags >= 0 && libc::fcntl(fd.as_raw_fd(), libc::F_SETFL, flags | libc::O_NONBLOCK) == 0
    };
    if ok {
        Ok(())
    } else {
        Err(io::Error::last_os_error())
    }
}

/// A file without a name that holds these bytes; child processes inherit it.
pub fn unnamed_file(bytes: &[u8]) -> io::Result<std::fs::File> {
    use std::io::{Seek, Write};
    // SAFETY: the name ends with a zero; the result is a new descriptor or -1.
    let fd = unsafe { libc::memfd_create(c"mrun".as_ptr(), 0) };
    if fd < 0 {
        return Err(io::Error::last_os_error());
    }
    // SAFETY: nobody else owns it.
    let mut file = std::fs::File::from(unsafe { OwnedFd::from_raw_fd(fd) });
    file.write_all(bytes)?;
    file.rewind()?;
    Ok(file)
}

/// The bytes of an inherited file, which is closed.
pub fn inherited_bytes(fd: RawFd) -> io::Result<Vec<u8>> {
    use std::io::Read;
    let mut bytes = Vec::new();
    if fd > 2 && kind(fd) == Kind::Regular {
        // SAFETY: an open descriptor that the parent process left for this one.
        let file = unsafe { OwnedFd::from_raw_fd(fd) };
        std::fs::File::from(file).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// A descriptor that becomes readable when the process ends; `None` where the system has none.
pub fn exit_descriptor(pid: u32) -> Option<OwnedFd> {
    #[cfg(target_os = "linux")]
    {
        // SAFETY: pidfd_open returns a new descriptor or -1.
        let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, libc::c_long::from(pid), 0) };
        // SAFETY: a non-negative result is a descriptor that nobody else owns.
        RawFd::try_from(fd)
            .ok()
            .filter(|fd| *fd >= 0)
            .map(|fd| unsafe { OwnedFd::from_raw_fd(fd) })
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = pid;
        None
    }
}
