//! Sockets in the file system on which servers listen, and who connects to them.

use super::ServerError;
use mio::net::{UnixListener, UnixStream};
use nix::sys::socket::{getsockopt, sockopt::PeerCredentials};
use std::collections::HashSet;
use std::io;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::path::{Path, PathBuf};

/// Listens at a path where nobody else does.
fn listen(path: &Path) -> Result<UnixListener, ServerError> {
    let fail = |error| ServerError::Path {
        path: path.display().to_string(),
        error,
    };
    let is_socket = path
        .symlink_metadata()
        .is_ok_and(|m| m.file_type().is_socket());
    if is_socket {
        match std::os::unix::net::UnixStream::connect(path) {
            Ok(_) => return Err(ServerError::Used(path.display().to_string())),
            // A server that was killed left it.
            Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
                std::fs::remove_file(path).map_err(fail)?
            }
            Err(error) => return Err(fail(error)),
        }
    }
    let listener = UnixListener::bind(path).map_err(fail)?;
    std::fs::set_permissions(path, PermissionsExt::from_mode(0o666)).map_err(fail)?;
    Ok(listener)
}

/// Sockets in the file system that a server has made; they go with it.
#[derive(Default, Debug)]
pub struct Paths(Vec<PathBuf>);

impl Paths {
    /// Listens at a path, at which every user may connect: who may not use the service is told so by a record.
    ///
    /// # Errors
    /// The socket cannot be made, or another server listens there.
    pub fn listen(&mut self, path: PathBuf) -> Result<UnixListener, ServerError> {
        let listener = listen(&path)?;
        self.0.push(path);
        Ok(listener)
    }
}

impl Drop for Paths {
    fn drop(&mut self) {
        for path in &self.0 {
            // Somebody may have removed it.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Whether the user of a client is the superuser, this process's own one, or one of those who are allowed to.
pub fn may(stream: &UnixStream, everybody: bool, users: &HashSet<u32>) -> bool {
    let Ok(peer) = getsockopt(stream, PeerCredentials) else {
        return false;
    };
    let own = nix::unistd::Uid::effective().as_raw();
    let user = peer.uid();
    everybody || user == 0 || user == own || users.contains(&user)
}
