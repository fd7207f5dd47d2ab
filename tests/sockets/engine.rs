//! The engines that run programs: `mrun`, and GT.M where it is installed.

use crate::program::Scratch;
use libtest_mimic::Failed;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// An M engine.
pub struct Engine {
    pub name: &'static str,
    program: PathBuf,
    /// Where it is installed.
    pub folder: PathBuf,
    /// It has TLS.
    pub tls: bool,
}

impl Engine {
    pub fn mrun() -> Engine {
        let program = PathBuf::from(env!("CARGO_BIN_EXE_mrun"));
        Engine {
            name: "mrun",
            folder: program.parent().unwrap_or(Path::new("")).into(),
            program,
            tls: true,
        }
    }

    /// The GT.M of the environment, or Debian's.
    pub fn gtm() -> Option<Engine> {
        let debian = || {
            let found = fs::read_dir("/usr/lib/x86_64-linux-gnu/fis-gtm").ok()?;
            found
                .flatten()
                .map(|e| e.path())
                .filter(|p| p.join("mumps").exists())
                .max()
        };
        let folder = std::env::var_os("gtm_dist")
            .map(PathBuf::from)
            .filter(|d| d.join("mumps").exists())
            .or_else(debian)?;
        Some(Engine {
            name: "GT.M",
            program: folder.join("mumps"),
            tls: folder.join("plugin/libgtmtls.so").exists(),
            folder,
        })
    }

    /// A command that runs an entry of the routines in `work`, with `settings` in its environment.
    pub fn command(
        &self,
        work: &Path,
        entry: &str,
        port: u16,
        settings: &[(String, String)],
    ) -> Command {
        let gtm = self.name == "GT.M";
        let utf8 = settings
            .iter()
            .any(|(n, v)| n == "gtm_chset" && v.eq_ignore_ascii_case("utf-8"));
        // The engines' object files have to be kept apart.
        let mut search = OsString::from(work.join(self.name));
        search.push("(");
        search.push(work);
        search.push(")");
        if gtm {
            search.push(" ");
            search.push(self.folder.join(if utf8 {
                "utf8/libgtmutil.so"
            } else {
                "libgtmutil.so"
            }));
        }
        let mut command = Command::new(&self.program);
        command.env_clear().current_dir(work);
        for keep in ["PATH", "LD_LIBRARY_PATH", "RUST_BACKTRACE"] {
            if let Some(value) = std::env::var_os(keep) {
                command.env(keep, value);
            }
        }
        command
            .env("LC_ALL", if utf8 { "C.UTF-8" } else { "C" })
            .env("TZ", "UTC")
            .env("HOME", work)
            .env("USER", "root")
            .env("TMPD", work)
            .env("gtmroutines", search)
            .envs(settings.iter().map(|(n, v)| (n, v)))
            .args(["-run", entry, &port.to_string()])
            .stdin(Stdio::null());
        if gtm {
            command.env("gtm_dist", &self.folder);
        }
        command
    }

    /// A password for the key of section `srv`, which GT.M wants even for a key that needs none.
    pub fn password(&self, work: &Path) -> Option<String> {
        let mask = self.folder.join("plugin/gtmcrypt/maskpass");
        let input = work.join("password");
        fs::write(&input, "dummy\n").ok()?;
        let output = Command::new(mask)
            .env("gtm_dist", &self.folder)
            .env("USER", "root")
            .stdin(fs::File::open(input).ok()?)
            .output()
            .ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Some(text.rsplit(':').next()?.trim().to_string())
    }
}

/// Whether certificates can be made.
pub fn openssl() -> bool {
    Command::new("openssl").arg("version").output().is_ok()
}

/// Certificates for localhost and for another name, and a configuration file that names them.
pub fn certificates(work: &Path) -> Result<(), Failed> {
    let make = |name: &str, more: &[&str]| {
        Command::new("openssl")
            .args(["req", "-x509", "-nodes", "-newkey", "ec", "-days", "30"])
            .args(["-pkeyopt", "ec_paramgen_curve:prime256v1"])
            .args([
                "-keyout",
                &format!("{name}.key"),
                "-out",
                &format!("{name}.pem"),
            ])
            .args(more)
            .current_dir(work)
            .output()
    };
    let names = "subjectAltName=DNS:localhost,IP:127.0.0.1";
    make("cert", &["-subj", "/CN=localhost", "-addext", names])?;
    make("other", &["-subj", "/CN=other"])?;
    fs::rename(work.join("cert.key"), work.join("key.pem"))?;
    let text = r#"tls: {
    srv: { format: "PEM"; cert: "DIR/cert.pem"; key: "DIR/key.pem"; };
    cli: { CAfile: "DIR/cert.pem"; };
    wrong: { CAfile: "DIR/other.pem"; };
    wrongcheck: { CAfile: "DIR/other.pem"; verify-mode: "SSL_VERIFY_PEER"; verify-level: "CHECK"; };
};
"#;
    Ok(fs::write(
        work.join("tls.cfg"),
        text.replace("DIR", &work.to_string_lossy()),
    )?)
}

/// The folder that `engine` puts its object files in.
pub fn objects(work: &Scratch, engine: &Engine) -> std::io::Result<()> {
    fs::create_dir_all(work.path().join(engine.name))
}
