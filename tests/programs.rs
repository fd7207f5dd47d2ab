//! Runs the M programs of `tests/m` and compares what they print, byte for byte, with what GT.M printed.
//!
//! Each program runs twice: as usual, and with native code made of everything before it runs (`MRUN_JIT=always`).
//!
//! Where GT.M is installed (`gtm_dist`, or Debian's fis-gtm), every program also runs there, and its recorded output has to be what
//! GT.M prints now. `MRUN_RECORD=1 cargo test --test programs [FILTER]` records the outputs again instead of comparing them.

use libtest_mimic::{Arguments, Failed, Trial};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

/// How long a program may run.
const LIMIT: Duration = Duration::from_secs(60);

/// GT.M's databases, which allow null subscripts and collate them as the standard does.
const DATABASES: [(&str, &str); 3] = [
    (
        "x",
        "change -region DEFAULT -key_size=255 -record_size=4000",
    ),
    (
        "big",
        "change -segment DEFAULT -block_size=4096\nchange -region DEFAULT -key_size=1019 -record_size=1048576",
    ),
    (
        "other",
        "change -region DEFAULT -key_size=255 -record_size=4000",
    ),
];

/// A program of `tests/m`.
#[derive(Clone)]
struct Program {
    /// `folder/NAME`.
    path: String,
    dir: PathBuf,
    name: String,
}

/// An installed GT.M with a fresh database to copy for each run.
struct Gtm {
    dist: PathBuf,
    scratch: PathBuf,
}

/// A directory that goes away with its value.
struct Scratch(PathBuf);

impl Scratch {
    fn new() -> std::io::Result<Scratch> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let n = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("mrun-test-{}-{n}", std::process::id()));
        fs::create_dir_all(&path)?;
        Ok(Scratch(path))
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left in the temporary directory hurts nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Program {
    fn file(&self, extension: &str) -> PathBuf {
        self.dir.join(format!("{}.{extension}", self.name))
    }

    /// The command line and its environment; `work` is the empty working directory.
    fn command(&self, program: &Path, work: &Path, search: OsString) -> std::io::Result<Command> {
        let mut command = Command::new(program);
        command.env_clear().current_dir(work);
        for keep in ["PATH", "LD_LIBRARY_PATH"] {
            if let Some(value) = std::env::var_os(keep) {
                command.env(keep, value);
            }
        }
        command
            .env("LC_ALL", "C")
            .env("TZ", "UTC")
            .env("HOME", work)
            .env("gtmroutines", search);
        for (name, value) in self.settings() {
            command.env(name, value);
        }
        let input = if self.file("direct").exists() {
            command.arg("-direct");
            self.file("direct")
        } else {
            command.arg("-run").arg(&self.name);
            let args = fs::read_to_string(self.file("args")).unwrap_or_default();
            command.args(args.split_whitespace());
            self.file("in")
        };
        command.stdin(File::open(input).or_else(|_| File::open("/dev/null"))?);
        Ok(command)
    }

    /// `KEY=VALUE` lines of the `.env` file.
    fn settings(&self) -> Vec<(String, String)> {
        let text = fs::read_to_string(self.file("env")).unwrap_or_default();
        text.lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| l.trim().split_once('='))
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect()
    }

    /// Output of the program under `mrun`, with native code as `jit` says.
    fn run(&self, jit: &str) -> Result<Vec<u8>, Failed> {
        let (work, objects) = (Scratch::new()?, Scratch::new()?);
        let search = search_path(&objects.0, &self.dir, None);
        let mut command = self.command(Path::new(env!("CARGO_BIN_EXE_mrun")), &work.0, search)?;
        command
            .env("MRUN_JIT", jit)
            .env("MRUN_DATABASE", objects.0.join("test.mrdb"))
            .env("MRUN_DURABILITY", "none");
        self.collect(&mut command, LIMIT)
    }

    /// Output of the program under GT.M.
    fn run_gtm(&self, gtm: &Gtm) -> Result<Vec<u8>, Failed> {
        let work = Scratch::new()?;
        let database = Scratch::new()?;
        for name in DATABASES.map(|(name, _)| name) {
            let file = format!("{name}.dat");
            fs::copy(gtm.scratch.join(&file), database.0.join(&file))?;
        }
        if fs::read_to_string(self.file("m")).is_ok_and(|text| text.contains("other.gld")) {
            fs::copy(gtm.scratch.join("other.gld"), work.0.join("other.gld"))?;
        }
        let chosen = self.settings().into_iter();
        let mut chosen = chosen.filter(|(name, _)| name == "TEST_DATABASE");
        let global_directory = chosen.next_back().map_or("x".into(), |(_, value)| value);
        let utf8 = self
            .settings()
            .iter()
            .any(|(n, v)| n == "gtm_chset" && v.eq_ignore_ascii_case("utf-8"));
        let library = gtm.dist.join(if utf8 {
            "utf8/libgtmutil.so"
        } else {
            "libgtmutil.so"
        });
        let search = search_path(&database.0, &self.dir, Some(&library));
        let mut command = self.command(&gtm.dist.join("mumps"), &work.0, search)?;
        command
            .env("gtm_dist", &gtm.dist)
            .env(
                "gtmgbldir",
                gtm.scratch.join(format!("{global_directory}.gld")),
            )
            .env("testdb", &database.0);
        self.collect(&mut command, LIMIT)
    }

    /// Standard output and standard error in one pipe, with the folder of the test as `$DIR`.
    fn collect(&self, command: &mut Command, limit: Duration) -> Result<Vec<u8>, Failed> {
        let (mut reader, writer) = std::io::pipe()?;
        command
            .stdout(writer.try_clone()?)
            .stderr(writer)
            .process_group(0);
        let mut child = command.spawn()?;
        // The command holds the pipe's write end, which would keep the reader waiting.
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let output = std::thread::spawn(move || {
            let mut out = Vec::new();
            reader.read_to_end(&mut out).map(|_| out)
        });
        let deadline = Instant::now() + limit;
        while child.try_wait()?.is_none() || !output.is_finished() {
            if Instant::now() > deadline {
                // SAFETY: kill(2) has no memory effects; the group is the one made for this child.
                unsafe { libc::kill(-(child.id() as i32), libc::SIGKILL) };
                child.wait()?;
                let _ = output.join();
                return Err(format!("still running after {} s", limit.as_secs()).into());
            }
            std::thread::sleep(Duration::from_millis(2));
        }
        let out = output.join().map_err(|_| "the reader died")??;
        Ok(replace(&out, self.dir.as_os_str().as_bytes(), b"$DIR"))
    }

    fn expected(&self) -> Result<Vec<u8>, Failed> {
        Ok(fs::read(self.file("out"))?)
    }

    fn check(&self, jit: &str) -> Result<(), Failed> {
        compare(&self.expected()?, &self.run(jit)?)
    }

    fn check_with_gtm(&self, gtm: &Gtm) -> Result<(), Failed> {
        compare(&self.expected()?, &self.run_gtm(gtm)?)
    }
}

impl Gtm {
    /// The GT.M of the environment, or Debian's.
    fn find() -> Option<Gtm> {
        let debian = || {
            let found = fs::read_dir("/usr/lib/x86_64-linux-gnu/fis-gtm").ok()?;
            found
                .flatten()
                .map(|e| e.path())
                .filter(|p| p.join("mumps").exists())
                .max()
        };
        let dist = std::env::var_os("gtm_dist")
            .map(PathBuf::from)
            .filter(|d| d.join("mumps").exists())
            .or_else(debian)?;
        let scratch = std::env::temp_dir().join(format!("mrun-gtm-{}", std::process::id()));
        let gtm = Gtm { dist, scratch };
        gtm.prepare()
            .map_err(|e| {
                eprintln!(
                    "GT.M does not run here: {}",
                    e.message().unwrap_or_default()
                )
            })
            .ok()?;
        Some(gtm)
    }

    /// Global directories and empty databases.
    fn prepare(&self) -> Result<(), Failed> {
        fs::create_dir_all(&self.scratch)?;
        for (name, settings) in DATABASES {
            self.database(name, settings)?;
        }
        Ok(())
    }

    /// A global directory and its database.
    fn database(&self, name: &str, settings: &str) -> Result<(), Failed> {
        let gde = self.scratch.join("gde");
        fs::write(
            &gde,
            format!(
                "change -segment DEFAULT -file=\"$testdb/{name}.dat\"\n\
                 {settings}\n\
                 change -region DEFAULT -null_subscripts=always -stdnullcoll\nexit\n"
            ),
        )?;
        let run = |program: &str, args: &[&str], input: &Path| -> Result<(), Failed> {
            let status = Command::new(self.dist.join(program))
                .args(args)
                .env("gtm_dist", &self.dist)
                .env("gtmgbldir", self.scratch.join(format!("{name}.gld")))
                .env("gtmroutines", self.dist.join("libgtmutil.so"))
                .env("testdb", &self.scratch)
                .current_dir(&self.scratch)
                .stdin(File::open(input)?)
                .stdout(Stdio::null())
                .stderr(Stdio::null())
                .status()?;
            if status.success() {
                Ok(())
            } else {
                Err(format!("{program}: {status}").into())
            }
        };
        run("mumps", &["-run", "GDE"], &gde)?;
        run("mupip", &["create"], Path::new("/dev/null"))
    }
}

impl Drop for Gtm {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.scratch);
    }
}

/// Objects go to the first directory, sources come from the second.
fn search_path(objects: &Path, sources: &Path, library: Option<&Path>) -> OsString {
    let mut path = OsString::from(objects);
    path.push("(");
    path.push(sources);
    path.push(")");
    if let Some(library) = library {
        path.push(" ");
        path.push(library);
    }
    path
}

fn replace(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.windows(from.len()).position(|w| w == from) {
        out.extend_from_slice(&rest[..at]);
        out.extend_from_slice(to);
        rest = &rest[at + from.len()..];
    }
    out.extend_from_slice(rest);
    out
}

/// Equal, or an error that shows the first line that differs.
fn compare(expected: &[u8], actual: &[u8]) -> Result<(), Failed> {
    if expected == actual {
        return Ok(());
    }
    let (mut a, mut b) = (
        expected.split(|c| *c == b'\n'),
        actual.split(|c| *c == b'\n'),
    );
    for line in 1.. {
        let (want, have) = (a.next(), b.next());
        if want != have || want.is_none() {
            let show =
                |l: Option<&[u8]>| l.map_or("(end)".into(), |l| l.escape_ascii().to_string());
            return Err(format!(
                "line {line}\n  expected: {}\n  actual:   {}",
                show(want),
                show(have)
            )
            .into());
        }
    }
    Ok(())
}

/// Programs with a recorded output, in order.
fn programs(root: &Path) -> std::io::Result<Vec<Program>> {
    let mut found = Vec::new();
    for folder in fs::read_dir(root)?.flatten().filter(|e| e.path().is_dir()) {
        for file in fs::read_dir(folder.path())?.flatten().map(|e| e.path()) {
            let name = file
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if file.extension().is_some_and(|e| e == "m") && file.with_extension("out").exists() {
                let path = format!("{}/{name}", folder.file_name().to_string_lossy());
                found.push(Program {
                    path,
                    dir: folder.path(),
                    name,
                });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// Lines `folder/NAME reason` of a list beside the programs.
fn list(file: &Path) -> BTreeMap<String, String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .map(str::trim)
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .map(|l| l.split_once(char::is_whitespace).unwrap_or((l, "")))
        .map(|(path, reason)| (path.to_string(), reason.trim().to_string()))
        .collect()
}

/// Records outputs: from GT.M where it is installed, except where mrun differs on purpose.
fn record(program: &Program, gtm: Option<&Gtm>, differs: bool) -> Result<(), Failed> {
    let output = match gtm {
        Some(gtm) if !differs => {
            let first = program.run_gtm(gtm)?;
            compare(&first, &program.run_gtm(gtm)?)?;
            first
        }
        _ => program.run("auto")?,
    };
    Ok(fs::write(program.file("out"), output)?)
}

fn main() -> ExitCode {
    let args = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/m");
    let programs = match programs(&root) {
        Ok(programs) => programs,
        Err(e) => {
            eprintln!("{}: {e}", root.display());
            return ExitCode::FAILURE;
        }
    };
    let pending = list(&root.join("pending.txt"));
    let differences = list(&root.join("differences.txt"));
    let unknown: Vec<_> = pending
        .keys()
        .chain(differences.keys())
        .filter(|p| !programs.iter().any(|q| &q.path == *p))
        .collect();
    if !unknown.is_empty() {
        eprintln!("no such programs: {unknown:?}");
        return ExitCode::FAILURE;
    }
    let gtm = if args.list {
        None
    } else {
        Gtm::find().map(Arc::new)
    };
    let recording = std::env::var_os("MRUN_RECORD").is_some_and(|v| v == "1");
    let mut trials = Vec::new();
    let mut compared = 0;
    for program in &programs {
        let (one, differs) = (program.clone(), differences.contains_key(&program.path));
        if recording {
            let gtm = gtm.clone();
            trials.push(
                Trial::test(&program.path, move || record(&one, gtm.as_deref(), differs))
                    .with_kind("record"),
            );
            continue;
        }
        let waits = pending.contains_key(&program.path);
        if waits {
            let one = program.clone();
            let still_fails = move || match one.check("auto") {
                Ok(()) => Err("it passes: take it off tests/m/pending.txt".into()),
                Err(_) => Ok(()),
            };
            trials.push(Trial::test(&program.path, still_fails).with_kind("still pending"));
        }
        let native = program.clone();
        trials.push(Trial::test(&program.path, move || one.check("auto")).with_ignored_flag(waits));
        trials.push(
            Trial::test(&program.path, move || native.check("always"))
                .with_kind("native")
                .with_ignored_flag(waits),
        );
        if let (Some(gtm), false) = (&gtm, differs) {
            let (one, gtm) = (program.clone(), gtm.clone());
            compared += 1;
            trials.push(
                Trial::test(&program.path, move || one.check_with_gtm(&gtm)).with_kind("GT.M"),
            );
        }
    }
    println!("{} programs, {} pending", programs.len(), pending.len());
    match &gtm {
        Some(gtm) => println!(
            "{compared} compared with GT.M at {}, {} skipped that differ on purpose",
            gtm.dist.display(),
            programs.len() - compared
        ),
        None => println!(
            "GT.M is not installed: 0 compared with it, {} skipped",
            programs.len()
        ),
    }
    libtest_mimic::run(&args, trials).exit_code()
}
