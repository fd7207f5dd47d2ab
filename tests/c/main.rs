//! C programs and libraries, compiled here, with the table and the M program that belong to them: under mrun, and where GT.M is
//! installed under GT.M as well. Outputs are compared byte for byte with what GT.M printed; `MRUN_RECORD=1` records that anew.

mod callin;
mod callout;

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

const HERE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/c");
const HEADER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/include/mrun.h");
const GTM: &str = "/usr/lib/x86_64-linux-gnu/fis-gtm/V7.0-005_x86_64";

/// A folder that goes with the test.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Folder {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = std::env::temp_dir().join(format!("mrun-c-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// Copies files of this folder, and the header under GT.M's name.
    fn with(files: &[&str]) -> Folder {
        let folder = Folder::new();
        for file in files {
            std::fs::copy(Path::new(HERE).join(file), folder.0.join(file)).unwrap();
        }
        std::fs::copy(HEADER, folder.0.join("gtmxc_types.h")).unwrap();
        folder
    }

    /// Compiles a C file with these options.
    fn compile(&self, options: &[&str]) {
        let mut command = Command::new("cc");
        command
            .args(["-w", "-I."])
            .args(options)
            .current_dir(&self.0);
        let Output { status, stderr, .. } = command.output().unwrap();
        assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    }

    /// A program in this folder, with nothing but its own environment. Output and errors come in one stream.
    fn run(&self, program: &Path, args: &[&str], env: &[(&str, &str)]) -> Vec<u8> {
        let out = self.0.join("output");
        let file = std::fs::File::create(&out).unwrap();
        let mut command = Command::new(program);
        command
            .args(args)
            .current_dir(&self.0)
            .env_clear()
            .env("LC_ALL", "C")
            .env("HOME", &self.0)
            .env("lib", &self.0)
            .envs(env.iter().copied())
            .stdin(Stdio::null())
            .stdout(file.try_clone().unwrap())
            .stderr(file);
        let status = command.status().unwrap();
        let mut text = std::fs::read(&out).unwrap();
        if !status.success() {
            text.extend_from_slice(format!("{status}\n").as_bytes());
        }
        replace(&text, self.0.to_str().unwrap().as_bytes(), b"$DIR")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left in the temporary directory hurts nobody.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn replace(text: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if text[at..].starts_with(from) {
            out.extend_from_slice(to);
            at += from.len();
        } else {
            out.push(text[at]);
            at += 1;
        }
    }
    out
}

/// Whether there is a C compiler; without one the test is left out, and says so.
fn has_compiler() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    let found = *FOUND.get_or_init(|| Command::new("cc").arg("--version").output().is_ok());
    if !found {
        eprintln!("skipped: there is no C compiler (cc)");
    }
    found
}

/// The installed GT.M.
fn gtm() -> Option<PathBuf> {
    let dist = std::env::var("gtm_dist").unwrap_or(GTM.into());
    Some(PathBuf::from(dist)).filter(|d| d.join("libgtmshr.so").exists())
}

fn mrun() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_mrun"))
}

/// The folder of `libmrun.so`.
fn library() -> PathBuf {
    let beside = mrun().parent().unwrap();
    [beside.to_path_buf(), beside.join("deps")]
        .into_iter()
        .find(|dir| dir.join("libmrun.so").exists())
        .expect("cargo builds the library with the program")
}
