//! Where an application is: the monitor's socket, and its log.

use super::config::{self, Release};
use super::failure::Failure;
use crate::device::Environment;
use crate::runtime::process::runtime_folder;
use nix::sys::socket::{
    AddressFamily, SockFlag, SockType, UnixAddr, connect as connect_to, socket,
};
use std::ffi::OsStr;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

/// Names the monitor's socket; servers have it from the monitor.
pub const SOCKET: &str = "MRUN_CONV";
/// Names the configuration file, which says the rest.
pub const CONFIGURATION: [&str; 2] = ["TUXCONFIG", "UBBCONFIG"];

/// The socket of the application with that IPCKEY: in the user's runtime directory, or `/run` for root, or `/tmp`.
pub fn socket_of(key: u32) -> PathBuf {
    runtime_folder().join(format!("mrun-conv-{key}.sock"))
}

/// The monitor's socket, as the environment says it.
///
/// # Errors
/// TPEINVAL: it does not, or the configuration file has errors.
pub fn control(environment: &Environment) -> Result<PathBuf, Failure> {
    if let Some(path) = environment.get(SOCKET) {
        return Ok(PathBuf::from(OsStr::from_bytes(path)));
    }
    let file = CONFIGURATION.iter().find_map(|name| environment.get(name));
    let file = file.ok_or_else(|| {
        Failure::invalid("which application? Set TUXCONFIG to its configuration file")
    })?;
    let path = Path::new(OsStr::from_bytes(file));
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::invalid(format!("{}: {error}", path.display())))?;
    let loaded = config::read(
        &path.display().to_string(),
        &text,
        Release::of(|name| {
            environment
                .get(name)
                .map(|v| String::from_utf8_lossy(v).into_owned())
        }),
    )
    .map_err(|problems| Failure::invalid(problems.to_string()))?;
    Ok(socket_of(loaded.configuration.resources.key))
}

/// A line to the monitor.
///
/// # Errors
/// Nobody listens there.
pub fn connect(path: &Path) -> io::Result<OwnedFd> {
    let line = socket(
        AddressFamily::Unix,
        SockType::SeqPacket,
        SockFlag::SOCK_CLOEXEC,
        None,
    )?;
    connect_to(line.as_raw_fd(), &UnixAddr::new(path)?)?;
    Ok(line)
}
