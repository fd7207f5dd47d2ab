//! Processes of sockets, from /proc.

use super::diag::Socket;
use crate::nmi::system::Owner;
use nix::unistd::{Uid, User};
use std::collections::{HashMap, HashSet};
use std::fs;
use std::path::Path;

/// The owners of the sockets with these inodes. Processes that this one may not look at own none.
pub fn owners(inodes: &HashSet<u32>) -> HashMap<u32, Owner> {
    let mut found = HashMap::new();
    if inodes.is_empty() {
        return found;
    }
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    for process in processes {
        let name = process.file_name();
        let Some(pid) = name.to_str().and_then(|n| n.parse().ok()) else {
            continue;
        };
        let path = process.path();
        let mut owner = None;
        for entry in fs::read_dir(path.join("fd"))
            .into_iter()
            .flatten()
            .flatten()
        {
            let Some(inode) = fs::read_link(entry.path())
                .ok()
                .and_then(|link| inode(&link))
            else {
                continue;
            };
            if inodes.contains(&inode) {
                let owner = owner.get_or_insert_with(|| owner_of(pid, &path));
                // The process that got it last: a child of the one that made it.
                found.insert(inode, owner.clone());
            }
        }
    }
    found
}

/// The owners of sockets, in their order. Where the process is not seen, the kernel tells the user.
pub fn owners_of(sockets: &[Socket]) -> Vec<Owner> {
    let inodes = sockets.iter().map(|s| s.inode).filter(|i| *i != 0);
    let mut found = owners(&inodes.collect());
    let owner = |socket: &Socket| {
        let mut owner = found.remove(&socket.inode).unwrap_or_default();
        if owner.user.is_empty() && socket.inode != 0 {
            owner.user = user(socket.uid);
        }
        owner
    };
    sockets.iter().map(owner).collect()
}

fn inode(link: &Path) -> Option<u32> {
    link.to_str()?
        .strip_prefix("socket:[")?
        .strip_suffix(']')?
        .parse()
        .ok()
}

fn owner_of(pid: u32, path: &Path) -> Owner {
    use std::os::unix::fs::MetadataExt;
    let job = fs::read_to_string(path.join("comm")).unwrap_or_default();
    let user = fs::metadata(path)
        .map(|m| user(m.uid()))
        .unwrap_or_default();
    Owner {
        job: job.trim_end().to_ascii_uppercase(),
        user,
        pid,
    }
}

/// The name of a user in capitals; its number when it has none.
pub fn user(uid: u32) -> String {
    let known = User::from_uid(Uid::from_raw(uid)).ok().flatten();
    known.map_or_else(|| uid.to_string(), |user| user.name.to_ascii_uppercase())
}
