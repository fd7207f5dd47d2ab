//! Memory that processes share: a file without a name that is as long as it was made, which goes along with packets.

use crate::store::mapped::Mapped;
use nix::fcntl::{FcntlArg, SealFlag, fcntl};
use nix::sys::memfd::{MFdFlags, memfd_create};
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::fs::MetadataExt;
use std::sync::{Arc, Mutex, PoisonError, Weak};

/// Makes so many bytes of zeros, and maps them.
///
/// # Errors
/// Those of the system.
pub fn make(length: usize) -> io::Result<(Mapped, OwnedFd)> {
    let flags = MFdFlags::MFD_CLOEXEC | MFdFlags::MFD_ALLOW_SEALING;
    let file = File::from(memfd_create(c"mrun-conv", flags)?);
    file.set_len(length as u64)?;
    // Who has it can neither cut it, which would end those that touch it, nor take this promise back.
    let seals = SealFlag::F_SEAL_SHRINK | SealFlag::F_SEAL_GROW | SealFlag::F_SEAL_SEAL;
    fcntl(&file, FcntlArg::F_ADD_SEALS(seals))?;
    let map = Mapped::new(Some(&file), true, length as u64)?;
    Ok((map, file.into()))
}

/// Maps what another process has made with [`make`]: all of it, at least so many bytes.
///
/// # Errors
/// It is nothing of the kind, or too short.
pub fn open(file: OwnedFd, least: usize) -> io::Result<Mapped> {
    let file = File::from(file);
    let seals = SealFlag::from_bits_truncate(fcntl(&file, FcntlArg::F_GET_SEALS)?);
    let length = file.metadata()?.len();
    if !seals.contains(SealFlag::F_SEAL_SHRINK) || length < least as u64 {
        return Err(io::ErrorKind::InvalidData.into());
    }
    Mapped::new(Some(&file), true, length)
}

/// What a process has mapped of such files: all its sessions have the same.
pub struct Opened<T>(Mutex<Vec<(u64, Weak<T>)>>);

impl<T> Opened<T> {
    pub const fn new() -> Opened<T> {
        Opened(Mutex::new(Vec::new()))
    }

    /// What a file is, which is looked at only when the process does not have it.
    ///
    /// # Errors
    /// Those of `look`.
    pub fn get(
        &self,
        file: OwnedFd,
        look: impl FnOnce(OwnedFd) -> io::Result<T>,
    ) -> io::Result<Arc<T>> {
        let file = File::from(file);
        // A file's number is not another's as long as somebody has it mapped.
        let number = file.metadata()?.ino();
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(_, known)| known.strong_count() > 0);
        let known = all.iter().find(|(of, _)| *of == number);
        if let Some(known) = known.and_then(|(_, known)| known.upgrade()) {
            return Ok(known);
        }
        let new = Arc::new(look(file.into())?);
        all.push((number, Arc::downgrade(&new)));
        Ok(new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_shared_and_cannot_be_cut() {
        let (one, file) = make(8192).unwrap();
        let copy = file.try_clone().unwrap();
        assert!(File::from(file.try_clone().unwrap()).set_len(0).is_err());
        let two = open(copy, 8192).unwrap();
        // SAFETY: both mappings are longer than that, and of the same bytes.
        unsafe {
            one.at().add(5000).write(7);
            assert_eq!(two.at().add(5000).read(), 7);
        }
        assert!(open(file, 8193).is_err());
        let other = memfd_create(c"other", MFdFlags::MFD_CLOEXEC).unwrap();
        assert!(open(other, 0).is_err());
    }
}
