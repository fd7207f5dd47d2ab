//! Who has a database file open: each process holds a shared lock on a byte of it, from before the file is opened as a database until
//! after it is closed. Who replaces the file by another one has the lock alone.

use super::file_lock::{self, Kind, Range};
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

/// The byte. Nothing is stored so far behind.
const BYTE: Range = (i64::MAX - 2, 1);

/// Whether a path still leads to an opened file.
fn is_at(file: &File, path: &Path) -> io::Result<bool> {
    let own = file.metadata()?;
    Ok(std::fs::metadata(path).is_ok_and(|now| (now.dev(), now.ino()) == (own.dev(), own.ino())))
}

/// Opens a file, which is made when missing, and is one of those that have it: waits while another process replaces it. A file that may
/// not be written is opened for reading.
///
/// # Errors
/// Those of the system.
pub fn enter(path: &Path) -> io::Result<File> {
    loop {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let file = match options.open(path) {
            Err(e) if matches!(e.raw_os_error(), Some(libc::EACCES | libc::EROFS)) => {
                File::open(path).map_err(|_| e)?
            }
            opened => opened?,
        };
        file_lock::set(&file, BYTE, Kind::Shared)?;
        if is_at(&file, path)? {
            return Ok(file);
        }
    }
}

/// Opens a file that nobody has, and keeps all others waiting. `None`: somebody has it.
///
/// # Errors
/// Those of the system.
pub fn enter_alone(path: &Path) -> io::Result<Option<File>> {
    let file = OpenOptions::new().read(true).write(true).open(path)?;
    let alone = file_lock::attempt(&file, BYTE, Kind::Alone)? && is_at(&file, path)?;
    Ok(alone.then_some(file))
}

/// Numbers and names of the processes that have a file open, as far as this user may know them.
pub fn processes(path: &Path) -> Vec<(u32, String)> {
    let Ok(wanted) = std::fs::metadata(path) else {
        return Vec::new();
    };
    let Ok(all) = std::fs::read_dir("/proc") else {
        return Vec::new();
    };
    let has = |pid: u32| {
        let open = std::fs::read_dir(format!("/proc/{pid}/fd"));
        open.is_ok_and(|mut open| {
            open.any(|fd| {
                fd.and_then(|fd| std::fs::metadata(fd.path()))
                    .is_ok_and(|m| (m.dev(), m.ino()) == (wanted.dev(), wanted.ino()))
            })
        })
    };
    let mut found: Vec<(u32, String)> = all
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter(|pid| *pid != std::process::id() && has(*pid))
        .map(|pid| {
            let name = std::fs::read_to_string(format!("/proc/{pid}/comm"));
            (pid, name.unwrap_or_default().trim_end().to_string())
        })
        .collect();
    found.sort_unstable();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_replaces_what_nobody_has() {
        let path = std::env::temp_dir().join(format!("mrun-presence-{}", std::process::id()));
        let first = enter(&path).unwrap();
        let second = enter(&path).unwrap();
        assert!(enter_alone(&path).unwrap().is_none());
        drop(first);
        assert!(enter_alone(&path).unwrap().is_none());
        drop(second);
        let alone = enter_alone(&path).unwrap();
        assert!(alone.is_some());
        let waiting = {
            let path = path.clone();
            std::thread::spawn(move || enter(&path).unwrap().metadata().unwrap().ino())
        };
        // Whoever waits for the old file gets the new one.
        let new = path.with_extension("new");
        std::fs::write(&new, "new").unwrap();
        std::fs::rename(&new, &path).unwrap();
        drop(alone);
        let now = std::fs::metadata(&path).unwrap().ino();
        assert_eq!(waiting.join().unwrap(), now);
        std::fs::remove_file(&path).unwrap();
    }
}
