//! New database files. A file gets its name when all of it is on disk: a power cut leaves no half of one.

use super::database::{Durability, begin_file, folder_of};
use super::lmdb::{Environment, Fault, Options};
use std::ffi::CString;
use std::fs::OpenOptions;
use std::io;
use std::os::fd::AsRawFd;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

/// Address space of a file with nothing in it.
const MAP: usize = 1 << 20;

/// Makes the file of a database, unless another process was faster. It is nameless until it is whole.
///
/// # Errors
/// The file system has no nameless files, or refuses. The file is made when it is opened, then.
pub fn create(path: &Path, durability: Durability) -> Result<(), Fault> {
    let system = |e: io::Error| Fault::of(&e);
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .mode(0o666)
        .custom_flags(libc::O_TMPFILE)
        .open(folder_of(path));
    let file = file.map_err(system)?;
    let nameless = format!("/proc/self/fd/{}", file.as_raw_fd());
    let options = Options {
        read_only: false,
        synced: false,
        map: MAP,
        readers: 1,
        alone: true,
    };
    let environment = Environment::open(Path::new(&nameless), options)?;
    let mut writer = environment.write()?;
    begin_file(&mut writer)?;
    writer.commit()?;
    drop(environment);
    if durability != Durability::None {
        file.sync_all().map_err(system)?;
    }
    give_name(&nameless, path).map_err(system)
}

/// Gives a nameless file, which is still open, its name, if that is free.
fn give_name(nameless: &str, path: &Path) -> io::Result<()> {
    let nameless = CString::new(nameless)?;
    let path = CString::new(path.as_os_str().as_bytes())?;
    // SAFETY: two paths that end with zero bytes.
    let linked = unsafe {
        libc::linkat(
            libc::AT_FDCWD,
            nameless.as_ptr(),
            libc::AT_FDCWD,
            path.as_ptr(),
            libc::AT_SYMLINK_FOLLOW,
        )
    };
    match linked {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}
