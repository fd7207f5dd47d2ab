//! Care of database files: copies while others write, figures, and a check of the structure and of the order of keys.

use super::database::{self, Database};
use super::lmdb::{Fault, Figures, Reader, Snapshot};
use super::{pages, record};
use crate::value::chars::Chset;
use crate::value::errors::MError;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// Problems that a check tells of; more say nothing new.
const MOST_PROBLEMS: usize = 20;

/// What a check found.
#[derive(Debug, Default)]
pub struct Findings {
    pub nodes: u64,
    pub problems: Vec<String>,
}

/// Writes a consistent copy to a file that does not exist yet, and waits until it is on disk; `compact` leaves out free pages.
///
/// # Errors
/// Those of the database, and DBOPNERR for the copy.
pub fn copy(database: &Database, to: &Path, compact: bool) -> Result<(), MError> {
    let failure = |fault| database::failure(to, fault);
    database.copy(to, compact).map_err(failure)?;
    let synced = File::open(to).and_then(|file| file.sync_all());
    let synced = synced.and_then(|()| database::sync_folder(to));
    synced.map_err(|e| failure(Fault::of(&e)))
}

/// Figures of the last committed state.
///
/// # Errors
/// Those of the database.
pub fn figures(database: &Database) -> Result<Figures, MError> {
    let figures = database.figures();
    figures.map_err(|fault| database::failure(database.path(), fault))
}

/// The flaws of a file's pages, which LMDB would fall over; it is not asked to follow them.
///
/// # Errors
/// Those of the database.
pub fn flaws(path: &Path) -> Result<Vec<String>, MError> {
    let failure = |fault| database::failure(path, fault);
    let environment = Arc::new(database::environment(path, false, true)?.0);
    let snapshot = Snapshot::new(&environment).map_err(failure)?;
    let file = File::open(path).map_err(|e| failure(Fault::of(&e)))?;
    pages::flaws(&file, &snapshot).map_err(failure)
}

/// Reads all nodes of one committed state: whether keys are in order and have the form of keys, values are there and not too long, and
/// every page is accounted for. `visit` is shown all nodes.
pub fn check(database: &Database, visit: &mut dyn FnMut(&[u8], &[u8])) -> Findings {
    let mut found = Findings::default();
    // What is in the journal is checked, too, where it can be written into the file of nodes.
    let cannot = [libc::EACCES, libc::EROFS, libc::ENOSPC, libc::EDQUOT];
    if let Err(fault) = database.settle()
        && !fault.errno().is_some_and(|errno| cannot.contains(&errno))
    {
        let problem = database::failure(database.path(), fault).to_string();
        found.problems.push(problem);
    }
    if let Err(fault) = walk(database, &mut found, visit) {
        found.problems.push(format!(
            "node {}: the file cannot be read on: {fault}",
            found.nodes
        ));
        return found;
    }
    match database.figures() {
        Ok(figures) if figures.lost_pages() != 0 => {
            let lost = figures.lost_pages();
            found
                .problems
                .push(format!("{lost} pages are neither used nor free"));
        }
        Ok(_) => {}
        Err(fault) => found.problems.push(format!("free pages: {fault}")),
    }
    found
}

fn walk(
    database: &Database,
    found: &mut Findings,
    visit: &mut dyn FnMut(&[u8], &[u8]),
) -> Result<(), Fault> {
    let snapshot = database.snapshot()?;
    let mut last: Vec<u8> = Vec::new();
    // The first entries are what the file says of itself.
    let mut node = snapshot.at_or_behind(&[1])?;
    while let Some((key, value)) = node {
        let n = found.nodes;
        let mut tell = |problem: String| {
            if found.problems.len() < MOST_PROBLEMS {
                found.problems.push(problem);
            }
        };
        if key <= &last[..] {
            tell(format!("node {n}: its key is not behind the one before"));
        }
        if let Some(flaw) = record::flaw_of_node(key, value) {
            let mut shown = Vec::new();
            record::push_reference(&mut shown, key, Chset::M);
            let shown = String::from_utf8_lossy(&shown);
            tell(format!("node {n}, {shown}: {flaw}"));
        }
        last.clear();
        last.extend_from_slice(key);
        visit(key, value);
        found.nodes += 1;
        node = snapshot.next()?;
    }
    database.put_back(snapshot);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::database::{Durability, open};
    use super::super::disk::{DiskStore, Place};
    use super::super::{GlobalKey, GlobalStore};
    use super::*;
    use crate::value::Value;

    #[test]
    fn a_copy_holds_the_same_nodes_and_is_sound() {
        let folder = std::env::temp_dir().join(format!("mrun-maintain-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let place = Place {
            path: folder.join("test.mrdb"),
            make_folder: false,
        };
        let mut session = DiskStore::new(place.clone(), Durability::None).session(1_u32);
        for n in 0..3000 {
            let subs = [Value::int(n % 1000), Value::from_bytes(b"x")];
            let key = GlobalKey {
                environment: b"",
                name: b"a",
                subs: &subs,
            };
            session.set(&key, &Value::int(n)).unwrap();
            if n % 100 == 0 {
                session.publish().unwrap();
            }
        }
        session.publish().unwrap();
        let opened = |path: &Path| open(path, false, Durability::None).unwrap().unwrap();
        let database = opened(&place.path);
        for compact in [false, true] {
            let to = folder.join(format!("copy-{compact}.mrdb"));
            copy(&database, &to, compact).unwrap();
            assert!(
                copy(&database, &to, compact).is_err(),
                "an existing file is kept"
            );
            let copied = opened(&to);
            let found = check(&copied, &mut |_, _| {});
            assert_eq!((found.nodes, found.problems), (1000, Vec::new()));
            let figures = figures(&copied).unwrap();
            assert!(!compact || figures.free_pages < 10, "{figures:?}");
        }
        let wrong = [
            (&b"a\0\x05\0"[..], "not as it would be made"),
            (b"a b\0", "the name is none"),
            (b"b\0\xff1\0", "not as it would be made"),
        ];
        let mut writer = database.write(false).unwrap();
        for (key, _) in wrong {
            writer.put(key, b"").unwrap();
        }
        writer.commit().unwrap();
        let found = check(&database, &mut |_, _| {});
        assert_eq!(found.nodes, 1003);
        for (problem, (_, wanted)) in found.problems.iter().zip(wrong) {
            assert!(problem.contains(wanted), "{problem}");
        }
        assert_eq!(found.problems.len(), wrong.len(), "{:?}", found.problems);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
