//! A daemon of a test: its folder, its log, its operator.

use std::collections::VecDeque;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::unix::net::UnixDatagram;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU16, AtomicU32, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// Longer than anything takes, on a machine that is busy with other things.
pub const LONG: Duration = Duration::from_secs(60);

/// Lines of the log, as they come.
#[derive(Default)]
struct Lines {
    all: Mutex<VecDeque<String>>,
    came: Condvar,
}

pub struct Daemon {
    pub dir: PathBuf,
    pub process: Child,
    lines: Arc<Lines>,
    notices: UnixDatagram,
    /// Lines of the log that were looked at.
    seen: Mutex<usize>,
}

/// A folder of its own.
pub fn folder() -> PathBuf {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let dir = std::env::temp_dir().join(format!("mrun-inetd-{}-{number}", std::process::id()));
    // Left by an earlier process of the same number.
    let _ = fs::remove_dir_all(&dir);
    fs::create_dir_all(&dir).unwrap();
    dir
}

/// A port that is free for TCP and UDP, and that no other test gets.
pub fn port() -> u16 {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let start = 20_000 + (std::process::id() % 100) as u16 * 100;
    loop {
        let port = start + NEXT.fetch_add(1, Ordering::Relaxed);
        if TcpListener::bind(("0.0.0.0", port)).is_ok()
            && UdpSocket::bind(("0.0.0.0", port)).is_ok()
        {
            return port;
        }
    }
}

pub fn mrun() -> Command {
    Command::new(env!("CARGO_BIN_EXE_mrun"))
}

impl Daemon {
    /// A daemon that serves what the text says; `DIR` in it is the folder.
    pub fn start(text: &str) -> Daemon {
        Daemon::in_folder(folder(), text)
    }

    pub fn in_folder(dir: PathBuf, text: &str) -> Daemon {
        Daemon::with(dir, text, |_| {})
    }

    pub fn with(dir: PathBuf, text: &str, change: impl FnOnce(&mut Command)) -> Daemon {
        fs::write(dir.join("conf"), text.replace("DIR", dir.to_str().unwrap())).unwrap();
        let notices = UnixDatagram::bind(dir.join("notify")).unwrap();
        notices.set_read_timeout(Some(LONG)).unwrap();
        let mut command = mrun();
        command
            .args(["inetd", "-f", "conf", "--control", "control"])
            .current_dir(&dir)
            .env("NOTIFY_SOCKET", dir.join("notify"))
            .env_remove("JOURNAL_STREAM")
            .stdin(Stdio::null())
            .stderr(Stdio::piped());
        change(&mut command);
        let mut process = command.spawn().unwrap();
        let lines = Arc::new(Lines::default());
        let stderr = process.stderr.take().unwrap();
        let to = lines.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                to.all.lock().unwrap().push_back(line);
                to.came.notify_all();
            }
        });
        let daemon = Daemon {
            dir,
            process,
            lines,
            notices,
            seen: Mutex::new(0),
        };
        daemon.notice("READY=1");
        daemon
    }

    /// Waits until the daemon has told systemd this.
    pub fn notice(&self, text: &str) {
        let mut room = [0; 4096];
        loop {
            let n = self
                .notices
                .recv(&mut room)
                .unwrap_or_else(|e| panic!("no {text}: {e}\n{}", self.all()));
            if String::from_utf8_lossy(&room[..n]).contains(text) {
                return;
            }
        }
    }

    /// The log so far.
    pub fn all(&self) -> String {
        let all = self.lines.all.lock().unwrap();
        all.iter().map(|l| format!("{l}\n")).collect()
    }

    /// Waits for a line of the log with this text, after those that were looked at.
    pub fn line(&self, text: &str) -> String {
        let until = Instant::now() + LONG;
        let mut seen = self.seen.lock().unwrap();
        let mut all = self.lines.all.lock().unwrap();
        loop {
            if let Some(at) = all.iter().skip(*seen).position(|l| l.contains(text)) {
                *seen += at + 1;
                return all[*seen - 1].clone();
            }
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                let all: Vec<_> = all.iter().cloned().collect();
                panic!("no line with {text:?} in:\n{}", all.join("\n"));
            }
            all = self.lines.came.wait_timeout(all, left).unwrap().0;
        }
    }

    /// Waits for a line with this text, wherever it stands.
    pub fn anywhere(&self, text: &str) -> String {
        *self.seen.lock().unwrap() = 0;
        self.line(text)
    }

    /// How many lines have this text, of all that the daemon has written so far.
    pub fn count(&self, text: &str) -> usize {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        // A command for a server that is not there leaves a line and nothing else.
        let mark = format!("m{}", NUMBER.fetch_add(1, Ordering::Relaxed));
        assert!(self.zinet(&["start", &mark]).starts_with("INET0031E"));
        let has = |lines: &VecDeque<String>, text: &str| {
            lines.iter().filter(|l| l.contains(text)).count()
        };
        let mut all = self.lines.all.lock().unwrap();
        while has(&all, &format!("\"{mark}\"")) == 0 {
            let (lines, timeout) = self.lines.came.wait_timeout(all, LONG).unwrap();
            assert!(!timeout.timed_out());
            all = lines;
        }
        has(&all, text)
    }

    /// Gives a ZINET command.
    pub fn zinet(&self, words: &[&str]) -> String {
        let out = mrun()
            .arg("zinet")
            .arg("--control")
            .arg(self.dir.join("control"))
            .args(words)
            .output()
            .unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        assert_eq!(
            out.status.success(),
            text.as_bytes().get(8) == Some(&b'I'),
            "{text}{}",
            String::from_utf8_lossy(&out.stderr)
        );
        text
    }

    /// The words of a server's line in the display.
    pub fn shown(&self, server: &str) -> Vec<String> {
        let text = self.zinet(&["display", &format!("s-{server}")]);
        let line = text
            .lines()
            .find(|l| l.split(' ').next() == Some(server))
            .unwrap_or_else(|| panic!("{text}"));
        line.split_whitespace().map(str::to_string).collect()
    }

    /// Waits until a server's line has these numbers of running programs and waiting connections. The daemon has no event for it
    /// that a test could wait for, but each question is one that it answers.
    pub fn until(&self, server: &str, run: usize, wait: usize) {
        let until = Instant::now() + LONG;
        let wanted = [run.to_string(), wait.to_string()];
        while self.shown(server)[4..6] != wanted {
            assert!(Instant::now() < until, "{:?}", self.shown(server));
        }
    }

    pub fn signal(&self, signal: i32) {
        // SAFETY: the process is a child that has not been waited for.
        assert_eq!(unsafe { libc::kill(self.process.id() as i32, signal) }, 0);
    }

    /// Changes the configuration and has it read.
    pub fn reload(&self, text: &str) {
        fs::write(
            self.dir.join("conf"),
            text.replace("DIR", self.dir.to_str().unwrap()),
        )
        .unwrap();
        self.signal(libc::SIGHUP);
        self.notice("READY=1");
    }

    pub fn file(&self, name: &str) -> PathBuf {
        self.dir.join(name)
    }

    pub fn text(&self, name: &str) -> String {
        fs::read_to_string(self.dir.join(name)).unwrap_or_default()
    }
}

impl Drop for Daemon {
    fn drop(&mut self) {
        if self.process.try_wait().is_ok_and(|s| s.is_none()) {
            self.signal(libc::SIGTERM);
        }
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// A client.
pub struct Client(pub TcpStream);

impl Client {
    pub fn new(port: u16) -> Client {
        Client::of("127.0.0.1:0", port)
    }

    /// From another address of this machine.
    pub fn of(from: &str, port: u16) -> Client {
        let socket =
            socket2::Socket::new(socket2::Domain::IPV4, socket2::Type::STREAM, None).unwrap();
        socket
            .bind(&from.parse::<std::net::SocketAddr>().unwrap().into())
            .unwrap();
        let to: std::net::SocketAddr = ([127, 0, 0, 1], port).into();
        socket.connect(&to.into()).unwrap();
        let stream: TcpStream = socket.into();
        stream.set_read_timeout(Some(LONG)).unwrap();
        Client(stream)
    }

    pub fn send(&mut self, text: &str) -> &mut Client {
        self.0.write_all(text.as_bytes()).unwrap();
        self
    }

    /// A line.
    pub fn line(&mut self) -> String {
        self.try_line().unwrap()
    }

    pub fn try_line(&mut self) -> std::io::Result<String> {
        let mut line = Vec::new();
        let mut byte = [0];
        while self.0.read(&mut byte)? == 1 && byte[0] != b'\n' {
            line.push(byte[0]);
        }
        Ok(String::from_utf8(line).unwrap())
    }

    /// Everything up to the end of file.
    pub fn rest(&mut self) -> String {
        let mut text = String::new();
        self.0.read_to_string(&mut text).unwrap();
        text
    }

    /// Nothing is there to read.
    pub fn is_silent(&self) -> bool {
        self.0.set_nonblocking(true).unwrap();
        let silent = self
            .0
            .peek(&mut [0])
            .is_err_and(|e| e.kind() == std::io::ErrorKind::WouldBlock);
        self.0.set_nonblocking(false).unwrap();
        silent
    }
}

/// A client of datagrams.
pub fn datagrams(port: u16) -> UdpSocket {
    let socket = UdpSocket::bind("127.0.0.1:0").unwrap();
    socket.connect(("127.0.0.1", port)).unwrap();
    socket.set_read_timeout(Some(LONG)).unwrap();
    socket
}

pub fn receive(socket: &UdpSocket) -> String {
    let mut room = [0; 2000];
    let n = socket.recv(&mut room).unwrap();
    String::from_utf8_lossy(&room[..n]).into_owned()
}

/// Nobody listens there.
pub fn is_closed(port: u16) -> bool {
    TcpStream::connect(("127.0.0.1", port))
        .is_err_and(|e| e.kind() == std::io::ErrorKind::ConnectionRefused)
}

/// Waits until a process has ended.
pub fn until_gone(pid: i32) {
    // SAFETY: pidfd_open makes a descriptor or fails, when there is no such process any more.
    let fd = unsafe { libc::syscall(libc::SYS_pidfd_open, pid, 0) } as i32;
    if fd < 0 {
        return;
    }
    let mut entry = libc::pollfd {
        fd,
        events: libc::POLLIN,
        revents: 0,
    };
    // SAFETY: one entry; the descriptor is closed once.
    unsafe {
        assert_eq!(
            libc::poll(&raw mut entry, 1, LONG.as_millis() as i32),
            1,
            "process {pid} is still there"
        );
        libc::close(fd);
    }
}

/// The number after `pid=` in a line.
pub fn pid_in(line: &str) -> i32 {
    let rest = line.split("pid=").nth(1).unwrap();
    rest.split(|c: char| !c.is_ascii_digit())
        .next()
        .unwrap()
        .parse()
        .unwrap()
}

pub fn is_root() -> bool {
    // SAFETY: no memory is involved.
    unsafe { libc::geteuid() == 0 }
}
