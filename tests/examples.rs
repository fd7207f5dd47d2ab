//! The examples run, and do what they say.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

#[path = "../examples/device.rs"]
mod device;
#[path = "../examples/embed.rs"]
mod embed;
#[path = "../examples/host.rs"]
mod host;
#[path = "../examples/interrupt.rs"]
mod interrupt;
#[path = "../examples/limits.rs"]
mod limits;
#[path = "../examples/sessions.rs"]
mod sessions;
#[path = "../examples/stepping.rs"]
mod stepping;

#[path = "examples/audit.rs"]
mod audit;
#[path = "examples/chat.rs"]
mod chat;
#[path = "examples/echo.rs"]
mod echo;
#[path = "examples/http.rs"]
mod http;
#[path = "examples/multi.rs"]
mod multi;
#[path = "examples/tls.rs"]
mod tls;

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn device() -> Outcome {
    device::main()
}

#[test]
fn embed() -> Outcome {
    embed::main()
}

#[test]
fn host() -> Outcome {
    host::main()
}

#[test]
fn interrupt() -> Outcome {
    interrupt::main()
}

#[test]
fn limits() -> Outcome {
    limits::main()
}

#[test]
fn sessions() -> Outcome {
    sessions::main()
}

#[test]
fn stepping() -> Outcome {
    stepping::main()
}

fn mrun(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mrun"));
    command
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::null());
    command
}

/// An application of conversational servers: booted, conversed with, shut down.
#[test]
fn conversations() -> Outcome {
    let output = Command::new("examples/conv/run.sh")
        .env("MRUN", env!("CARGO_BIN_EXE_mrun"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    for line in [
        "TPEV_SVCSUCC tpurcode=2 2 branches",
        "TPEV_SVCSUCC tpurcode=2 north=500 south=500 ",
        " EARLY: TPEV_SVCERR tpurcode=0 ",
        " CLOSED: TPEV_SVCFAIL tpurcode=77 ",
        "tpdiscon=0 and again -1 TPEBADDESC",
        "NOWHERE: TPENOENT",
    ] {
        assert!(said.lines().any(|said| said == line), "{line}: {said}");
    }
    assert!(said.contains("stopped."), "{said}");
    Ok(())
}

/// One wait for sockets and conversations; what was said is played again.
#[test]
fn sockets_and_conversations() -> Outcome {
    let output = Command::new("examples/convwait/run.sh")
        .env("MRUN", env!("CARGO_BIN_EXE_mrun"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    for line in [
        "amber costs 50",
        "gold costs 40",
        "iron costs 40",
        "lead costs 40",
        "with DEAR: 3 differ",
        " data: tin costs 30, now tin costs 36",
    ] {
        assert!(said.lines().any(|said| said == line), "{line}: {said}");
    }
    assert_eq!(said.matches("played again: 0 differ").count(), 3);
    assert!(said.contains("subordinate: tpsend"), "{said}");
    Ok(())
}

#[test]
fn hello() -> Outcome {
    assert_eq!(
        mrun(&["examples/hello.m"]).output()?.stdout,
        b"Hello, World!\n"
    );
    assert_eq!(
        mrun(&["examples/hello.m", "Ada"]).output()?.stdout,
        b"Hello, Ada!\n"
    );
    Ok(())
}

/// Where Debian's fis-gtm is.
const GTM: &str = "/usr/lib/x86_64-linux-gnu/fis-gtm/V7.0-005_x86_64";

/// What runs the examples: `mrun`, and GT.M where it is installed.
#[derive(Debug, Clone)]
enum Runtime {
    Mrun,
    Gtm(PathBuf),
}

fn runtimes() -> Vec<Runtime> {
    let gtm = std::env::var_os("gtm_dist").map_or(PathBuf::from(GTM), PathBuf::from);
    let mut all = vec![Runtime::Mrun];
    if gtm.join("mumps").exists() {
        all.push(Runtime::Gtm(gtm));
    }
    all
}

impl Runtime {
    /// An example with its arguments, in a folder to which it may write.
    fn run(&self, example: &str, args: &[&str], folder: &Path) -> Command {
        let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
        let mut command = match self {
            Runtime::Mrun => {
                let mut command = Command::new(env!("CARGO_BIN_EXE_mrun"));
                command.arg(examples.join(format!("{example}.m")));
                command
            }
            Runtime::Gtm(dist) => {
                let mut command = Command::new(dist.join("mumps"));
                let [folder, examples, dist] =
                    [folder, &examples, dist].map(|path| path.display().to_string());
                command
                    .args(["-run", example])
                    .env(
                        "gtmroutines",
                        format!("{folder}({examples}) {dist}/libgtmutil.so"),
                    )
                    .env("gtm_dist", dist);
                command
            }
        };
        command
            .args(args)
            .env_remove("gtm_chset")
            .current_dir(folder)
            .stdin(Stdio::null());
        command
    }
}

/// A server that ends with its value, whatever the test does.
struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    port: String,
}

impl Server {
    /// Starts a server that tells its port in its first line, behind `before`.
    fn start(mut command: Command, before: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()?;
        let output = BufReader::new(child.stdout.take().ok_or("the output is a pipe")?);
        let mut server = Server {
            child,
            output,
            port: String::new(),
        };
        let mut line = String::new();
        server.output.read_line(&mut line)?;
        let port = line.trim().strip_prefix(before).ok_or(line.clone())?;
        server.port = port.into();
        Ok(server)
    }
}

impl Server {
    /// Ends the server; tells what it has written behind its first line.
    fn end(mut self) -> std::io::Result<String> {
        self.child.kill()?;
        let mut rest = String::new();
        self.output.read_to_string(&mut rest)?;
        Ok(rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // A server that ended by itself cannot be killed.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Runs peers that are written in Python; they say what is wrong.
fn python(args: &[&str]) -> Outcome {
    let output = Command::new("python3")
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    Ok(())
}

/// A folder that goes with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> std::io::Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("mrun-example-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Folder(folder))
    }

    fn file(&self, name: &str) -> String {
        self.0.join(name).display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What cannot be removed is the system's to clean.
        let _ = fs::remove_dir_all(&self.0);
    }
}
