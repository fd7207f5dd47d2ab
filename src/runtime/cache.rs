//! Object files on disk: where they are, which are trusted, and how they are written.
//!
//! Whatever is wrong with a file, or with the folder it should be in, means that the source is compiled as if there were no cache.

use crate::compile::Code;
use crate::compile::Options;
use crate::compile::object::{self, MAX_FILE, Stamp};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

/// Ending of object files; those of GT.M end in `.o` and are left alone.
pub const EXTENSION: &str = "mo";
/// Sources below this many bytes are compiled in less time than a file of the user's cache takes to be opened.
const WORTHWHILE: u64 = 1500;
/// Folders of builds that nobody has written to for so long are emptied when a new build begins its own.
const FORGOTTEN: Duration = Duration::from_secs(30 * 24 * 3600);

/// Whether and where compiled code is kept.
#[derive(Debug, Default)]
pub struct Cache {
    on: bool,
    /// How this engine compiles: code that was compiled otherwise is another one's.
    options: Options,
    /// Folder of this build in the user's cache.
    own: Option<PathBuf>,
    /// The folder cannot be written to.
    closed: AtomicBool,
    buffer: Mutex<Vec<u8>>,
}

/// A source file as the system describes it.
pub struct SourceFile<'a> {
    pub path: &'a Path,
    pub changed: (i64, u32),
    pub len: u64,
    owner: u32,
}

impl<'a> SourceFile<'a> {
    /// `None` where there is no such file.
    pub fn look(path: &'a Path) -> Option<SourceFile<'a>> {
        let meta = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(SourceFile {
            path,
            changed: (meta.mtime(), meta.mtime_nsec() as u32),
            len: meta.len(),
            owner: meta.uid(),
        })
    }
}

impl Cache {
    /// No code is kept.
    pub fn off() -> Cache {
        Cache::default()
    }

    /// What `MRUN_CACHE` says: `off`, or a folder in place of that in the user's cache.
    pub fn from_env(options: Options) -> Cache {
        let absolute = |name: &str| {
            std::env::var_os(name)
                .map(PathBuf::from)
                .filter(|p| p.is_absolute())
        };
        let root = match std::env::var_os("MRUN_CACHE") {
            Some(word) if word == "off" => return Cache::off(),
            Some(_) => absolute("MRUN_CACHE"),
            None => absolute("XDG_CACHE_HOME")
                .or_else(|| absolute("HOME").map(|home| home.join(".cache")))
                .map(|dir| dir.join("mrun")),
        };
        Cache {
            on: true,
            options,
            own: root.map(|dir| dir.join(build_folder())),
            ..Cache::default()
        }
    }

    pub fn is_on(&self) -> bool {
        self.on
    }

    /// The file for a source in the user's cache, if its code is worth keeping.
    pub fn own_file(&self, source: &SourceFile<'_>) -> Option<PathBuf> {
        let root = self.own.as_ref().filter(|_| source.len >= WORTHWHILE)?;
        let sum = format!("{:016x}", object::sum(source.path.as_os_str().as_bytes()));
        Some(root.join(&sum[..2]).join(format!("{sum}.{EXTENSION}")))
    }

    /// Linked code of the routine from a file, if it is that of the source as it is now.
    pub fn load(
        &self,
        file: &Path,
        routine: &[u8],
        source: &SourceFile<'_>,
        number: &mut dyn FnMut(&[u8]) -> u32,
    ) -> Option<Code> {
        self.read(file, source.owner, |bytes| {
            let header = object::header(bytes).ok()?;
            if header.options != self.options || header.stamp.len != source.len {
                return None;
            }
            let path = source.path.to_string_lossy();
            if header.path != path.as_bytes()
                || header.stamp.changed != source.changed
                || header.stamp.young
            {
                // The bytes decide.
                let text = fs::read(source.path).ok()?;
                let stamp = Stamp::new(source.changed, &text, SystemTime::now());
                if stamp.sum != header.stamp.sum || stamp.len != header.stamp.len {
                    return None;
                }
                if !stamp.young {
                    // Next time a look at the file's date is enough.
                    object::restamp(bytes, &stamp);
                    let _ = write(file, bytes);
                }
            }
            let mut code = object::decode(bytes, number).ok()?;
            code.path = path.into_owned();
            (*code.name == *routine).then_some(code)
        })
    }

    /// Linked code of an object file without a look at its source.
    pub fn load_alone(
        &self,
        file: &Path,
        routine: &[u8],
        number: &mut dyn FnMut(&[u8]) -> u32,
    ) -> Option<Code> {
        self.read(file, effective_user(), |bytes| {
            let options = object::header(bytes).ok()?.options;
            let code = object::decode(bytes, number).ok()?;
            if options != self.options {
                return None;
            }
            (*code.name == *routine).then_some(code)
        })
    }

    /// Gives the bytes of a file that is trusted to `then`.
    fn read<T>(
        &self,
        file: &Path,
        owner: u32,
        then: impl FnOnce(&mut [u8]) -> Option<T>,
    ) -> Option<T> {
        let (mut file, len) = open(file, owner)?;
        // The last file's memory: most of the cost of a fresh one would be its pages.
        let held = || self.buffer.lock().unwrap_or_else(|e| e.into_inner());
        let mut buffer = std::mem::take(&mut *held());
        if buffer.len() < len {
            buffer.resize(len, 0);
        }
        let got = match file.read_exact(&mut buffer[..len]) {
            Ok(()) => then(&mut buffer[..len]),
            Err(_) => None,
        };
        *held() = buffer;
        got
    }

    /// Keeps code that is not linked yet: in an object folder, or else in the user's cache.
    pub fn keep(&self, code: &Code, stamp: &Stamp, object: Option<&Path>, own: Option<&Path>) {
        if object.is_none() && (own.is_none() || self.closed.load(Ordering::Relaxed)) {
            return;
        }
        let bytes = object::encode(code, stamp);
        if object.is_some_and(|file| write(file, &bytes).is_ok()) {
            return;
        }
        let Some(file) = own else { return };
        if self.closed.load(Ordering::Relaxed) {
            return;
        }
        let done = write(file, &bytes).or_else(|_| {
            self.make_folder(file)?;
            write(file, &bytes)
        });
        if done.is_err() {
            self.closed.store(true, Ordering::Relaxed);
        }
    }

    /// Makes the folder of a file of the user's cache, readable by the user only.
    fn make_folder(&self, file: &Path) -> io::Result<()> {
        if let Some(own) = self.own.as_ref().filter(|own| !own.exists())
            && let Some(root) = own.parent()
        {
            forget(root);
        }
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true).mode(0o700);
        file.parent().map_or(Ok(()), |dir| builder.create(dir))
    }
}

/// Name of the folder of this build.
fn build_folder() -> String {
    format!("{:016x}", object::BUILD)
}

/// Empties the folders of other builds that have not been used for long. Only what the cache has made is touched.
fn forget(root: &Path) {
    let is_ours = |name: &[u8], len| name.len() == len && name.iter().all(u8::is_ascii_hexdigit);
    let folders = |dir: &Path, len| {
        let all = fs::read_dir(dir).into_iter().flatten().flatten();
        all.filter(move |e| {
            is_ours(e.file_name().as_bytes(), len) && e.file_type().is_ok_and(|t| t.is_dir())
        })
    };
    for build in folders(root, 16) {
        let used = build.metadata().and_then(|m| m.modified());
        let old = used.is_ok_and(|at| at.elapsed().is_ok_and(|time| time > FORGOTTEN));
        if !old || build.file_name() == *build_folder() {
            continue;
        }
        for part in folders(&build.path(), 2) {
            let files = fs::read_dir(part.path()).into_iter().flatten().flatten();
            for file in files.filter(|f| f.path().extension().is_some_and(|e| e == EXTENSION)) {
                let _ = fs::remove_file(file.path());
            }
            // Folders with something else in them stay.
            let _ = fs::remove_dir(part.path());
        }
        let _ = fs::remove_dir(build.path());
    }
}

fn effective_user() -> u32 {
    // SAFETY: has no arguments and cannot fail.
    unsafe { libc::geteuid() }
}

/// Opens a file that is the user's, the administrator's or of who owns the source, and that nobody else can write to; its length.
fn open(file: &Path, owner: u32) -> Option<(File, usize)> {
    let file = OpenOptions::new()
        .read(true)
        // A FIFO in its place must not stop the program.
        .custom_flags(libc::O_NONBLOCK | libc::O_NOCTTY)
        .open(file)
        .ok()?;
    let meta = file.metadata().ok()?;
    let trusted = meta.uid() == effective_user() || meta.uid() == 0 || meta.uid() == owner;
    let fits = meta.is_file() && meta.mode() & 0o022 == 0 && meta.len() <= MAX_FILE;
    (trusted && fits).then_some((file, meta.len() as usize))
}

/// Writes a file in one step, as others see it: they find the old one or the new one.
///
/// # Errors
/// The folder is not there or cannot be written to, the disk is full.
pub fn write(file: &Path, bytes: &[u8]) -> io::Result<()> {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let name = file
        .file_name()
        .ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let temporary = file.with_file_name(format!(
        ".{}.{}.{number}",
        name.to_string_lossy(),
        std::process::id()
    ));
    let fill = |mut out: File| out.write_all(bytes);
    let done = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o644)
        .open(&temporary)
        .and_then(fill)
        .and_then(|()| fs::rename(&temporary, file));
    if done.is_err() {
        let _ = fs::remove_file(&temporary);
    }
    done
}
