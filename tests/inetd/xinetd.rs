//! The real xinetd with the configuration and the start script of GT.M's manual: `mrun` behind it answers as GT.M does beside it, byte for
//! byte, and so it does behind `mrun inetd`, which reads the same file.

use crate::daemon::*;
use std::fs;
use std::io::{Read, Write};
use std::net::{IpAddr, Shutdown, TcpStream};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Instant;

/// The addresses of the two services.
const HOSTS: [IpAddr; 2] = [
    IpAddr::V4(std::net::Ipv4Addr::LOCALHOST),
    IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
];

/// The routine behind the service: a label for each dialogue.
const SERVER: &str = r#"server ; commands line by line
start set key=$key,zkey=$zkey
 new line
 use $principal:delimiter=$char(10)
 for  read line quit:$zeof  do @$piece(line," ")
 quit
echo write $piece(line," ",2,99),!
 quit
first write $zwrite(key)," ",$zwrite(zkey),!
 quit
last write $zwrite($key)," ",$zwrite($zkey)," ",$zwrite($zb)," ",$test,$zeof,$device,!
 quit
names write $principal," ",$io," ",$zio," ",$zmode," ",$zwrite($zcmdline)," ",$x," ",$y," ",$zdirectory,!
 quit
devices zshow "D"
 quit
variable new all,i zshow "D":all for i=1:1 quit:'$data(all("D",i))  write $zwrite(all("D",i)),!
 quit
peer write $ztrnlnm("REMOTE_HOST"),!
 quit
until new x use $principal:delimiter=$char(13,10) write "now",! read x write $zwrite(x)," ",$zwrite($key),! use $principal:delimiter=$char(10)
 quit
short new x read x#3 write $zwrite(x)," ",$zwrite($key),! read x write $zwrite(x),!
 quit
one new x read *x write x," ",$zwrite($key),!
 quit
timed new x read x:0 write $test," ",$zwrite(x),! read x write $zwrite(x),!
 quit
whole new x use $principal:nodelimiter write "go",! read x:30 write $zwrite(x)," ",$zwrite($key)," ",$test,! use $principal:delimiter=$char(10)
 quit
end write "the next is the end",! new x read x write $zwrite(x)," ",$zwrite($key)," ",$zeof," ",$device," ",$test,!
 halt
gone set $ztrap="do hear halt" write "waits",! new x read x write $zwrite(x)," ",$zeof," ",$zwrite($device),! quit
hear write "trapped ",$piece($zstatus,",",3,4),!
 quit
interrupt set $zinterrupt="write ""interrupted"",!" if '$zsigproc($job,10) hang .01 write "goes on",!
 quit
hup if '$zsigproc($job,1) hang .01 write "goes on",!
 quit
wrong write "before",! set x=1/0
 quit
halt write "bye",! halt
"#;

/// What a client says, each with the number of lines that it waits for then; whether it ends its side after the last one.
struct Dialogue {
    name: &'static str,
    steps: &'static [(&'static str, usize)],
    ends: bool,
}

const fn dialogue(
    name: &'static str,
    steps: &'static [(&'static str, usize)],
    ends: bool,
) -> Dialogue {
    Dialogue { name, steps, ends }
}

/// Those whose whole output is the same.
const DIALOGUES: [Dialogue; 16] = [
    dialogue(
        "echo",
        &[("echo one\n", 1), ("echo two three\n", 1), ("halt\n", 1)],
        false,
    ),
    dialogue(
        "keys",
        &[("first\n", 1), ("last\n", 1), ("halt\n", 1)],
        false,
    ),
    dialogue(
        "names",
        &[("names\n", 1), ("peer\n", 1), ("halt\n", 1)],
        false,
    ),
    dialogue(
        "ZSHOW to the client",
        &[("devices\n", 4), ("halt\n", 1)],
        false,
    ),
    dialogue(
        "ZSHOW to a variable",
        &[("variable\n", 4), ("halt\n", 1)],
        false,
    ),
    dialogue(
        "another delimiter",
        &[("until\n", 1), ("abc\r\n", 1), ("last\n", 1), ("halt\n", 1)],
        false,
    ),
    dialogue(
        "lengths",
        &[
            ("short\nabcdef\n", 2),
            ("one\nx", 1),
            ("last\n", 1),
            ("halt\n", 1),
        ],
        false,
    ),
    dialogue(
        "a time of zero",
        &[("timed\n", 1), ("later\n", 1), ("halt\n", 1)],
        false,
    ),
    dialogue("no delimiter", &[("whole\nabc\r\ndef", 0)], true),
    dialogue(
        "end of file in a command",
        &[("echo x\n", 1), ("end\n", 1)],
        true,
    ),
    dialogue("end of file behind half a line", &[("end\nhalf", 1)], true),
    dialogue(
        "end of file that is trapped as any other READ",
        &[("gone\n", 1)],
        true,
    ),
    dialogue("end of file at once", &[], true),
    dialogue(
        "many lines in one packet",
        &[
            ("echo a\necho b\necho c\n", 3),
            ("last\n", 1),
            ("halt\n", 1),
        ],
        false,
    ),
    dialogue(
        "an interrupt",
        &[("interrupt\n", 2), ("echo x\n", 1), ("halt\n", 1)],
        false,
    ),
    dialogue(
        "a hangup",
        &[("hup\n", 1), ("echo x\n", 1), ("halt\n", 1)],
        false,
    ),
];

fn user() -> String {
    let out = Command::new("id").arg("-un").output().unwrap().stdout;
    String::from_utf8(out).unwrap().trim().to_string()
}

fn gtm() -> Option<PathBuf> {
    if let Some(dist) = std::env::var_os("gtm_dist").map(PathBuf::from)
        && dist.join("libgtmutil.so").exists()
    {
        return Some(dist);
    }
    let mut found = fs::read_dir("/usr/lib/x86_64-linux-gnu/fis-gtm").ok()?;
    Some(found.next()?.ok()?.path())
}

fn xinetd() -> Option<PathBuf> {
    ["/usr/sbin/xinetd", "/sbin/xinetd"]
        .into_iter()
        .map(PathBuf::from)
        .find(|path| path.exists())
}

/// A folder with all that the manual names: sources, object files, a start script and a configuration.
fn work_area(dist: &Path, routines: &str, ports: [u16; 2]) -> PathBuf {
    let dir = folder();
    for name in ["o", "r", "g", "workarea"] {
        fs::create_dir(dir.join(name)).unwrap();
    }
    fs::write(dir.join("r/server.m"), SERVER).unwrap();
    let (dir_text, dist) = (dir.display(), dist.display());
    let script = format!(
        "#!/bin/bash\ncd {dir_text}/workarea\nexport gtm_dist={dist}\n\
         export gtmroutines=\"{dir_text}/o({dir_text}/r) {routines}\"\n\
         export gtmgbldir={dir_text}/g/mumps.dat\n$gtm_dist/mumps -r start^server\n"
    );
    fs::write(dir.join("startgtm"), script).unwrap();
    fs::set_permissions(dir.join("startgtm"), fs::Permissions::from_mode(0o755)).unwrap();
    let user = user();
    let mut text = "defaults\n{\n\tinstances = 50\n\tcps = 1000 1\n}\n".to_string();
    for (name, port, more) in [
        ("gtmserver", ports[0], "\tbind = 127.0.0.1\n"),
        ("gtmserver6", ports[1], "\tflags = IPv6\n\tbind = ::1\n"),
    ] {
        text += &format!(
            "service {name}\n{{\n\tdisable = no\n\ttype = UNLISTED\n\tport = {port}\n\tsocket_type = stream\n\twait = no\n\
             \tuser = {user}\n\tserver = {dir_text}/startgtm\n{more}}}\n"
        );
    }
    fs::write(dir.join("xinetd.conf"), text).unwrap();
    dir
}

/// A real xinetd.
struct Xinetd(Child);

impl Xinetd {
    fn start(program: &Path, dir: &Path, ports: [u16; 2]) -> Xinetd {
        let log = fs::File::create(dir.join("log")).unwrap();
        let child = Command::new(program)
            .args(["-dontfork", "-f", "xinetd.conf", "-pidfile"])
            .arg(dir.join("pid"))
            .current_dir(dir)
            .stdin(Stdio::null())
            .stderr(log)
            .spawn()
            .unwrap();
        let xinetd = Xinetd(child);
        // It says nowhere that it listens.
        let begin = Instant::now();
        for (host, port) in HOSTS.into_iter().zip(ports) {
            while TcpStream::connect((host, port)).is_err() {
                assert!(begin.elapsed() < LONG, "xinetd does not listen");
                std::thread::yield_now();
            }
        }
        xinetd
    }
}

impl Drop for Xinetd {
    fn drop(&mut self) {
        // SAFETY: the process is a child that has not been waited for.
        unsafe { libc::kill(self.0.id() as i32, libc::SIGTERM) };
        let _ = self.0.wait();
    }
}

fn client(host: IpAddr, port: u16) -> TcpStream {
    let client = TcpStream::connect((host, port)).unwrap();
    client.set_read_timeout(Some(LONG)).unwrap();
    client
}

/// All that a client of a dialogue gets.
fn hold(host: IpAddr, port: u16, dialogue: &Dialogue) -> String {
    let mut client = client(host, port);
    let (mut all, mut lines, mut byte) = (Vec::new(), 0, [0]);
    for (text, answer) in dialogue.steps {
        client.write_all(text.as_bytes()).unwrap();
        lines += answer;
        while all.iter().filter(|b| **b == b'\n').count() < lines {
            if let Err(error) = client.read_exact(&mut byte) {
                let got = String::from_utf8_lossy(&all);
                panic!("{}: {error} after {got:?}", dialogue.name);
            }
            all.push(byte[0]);
        }
    }
    if dialogue.ends {
        client.shutdown(Shutdown::Write).unwrap();
    }
    client.read_to_end(&mut all).unwrap();
    String::from_utf8(all).unwrap()
}

/// What is different in each run: handles, ports, the folder.
fn masked(text: &str, dir: &Path) -> String {
    let text = text.replace(dir.to_str().unwrap(), "DIR");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find(['h', '@']) {
        let (before, from) = rest.split_at(at);
        let digits = from[1..].bytes().take_while(u8::is_ascii_digit).count();
        let handle = from.starts_with('h') && digits > 9;
        out += before;
        out += &from[..1];
        match handle || (from.starts_with('@') && digits > 0) {
            true => out += "N",
            false => out += &from[1..1 + digits],
        }
        rest = &from[1 + digits..];
    }
    out + rest
}

/// All dialogues over IPv4 and IPv6.
fn answers(dir: &Path, ports: [u16; 2]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for (host, port) in HOSTS.into_iter().zip(ports) {
        for dialogue in &DIALOGUES {
            let name = format!("{} with {host}", dialogue.name);
            all.push((name, masked(&hold(host, port, dialogue), dir)));
        }
    }
    all
}

/// What an error that nobody traps gives the client, who sends another command behind it.
fn after_error(port: u16) -> String {
    let wrong = dialogue("wrong", &[("wrong\n write \"pwned\",!\n", 0)], true);
    hold(HOSTS[0], port, &wrong)
}

fn dist(dir: &Path) -> PathBuf {
    let dist = dir.join("dist");
    assert!(mrun().arg("dist").arg(&dist).status().unwrap().success());
    dist
}

#[test]
fn behind_a_real_xinetd_mrun_answers_as_gtm_does() {
    let (Some(xinetd), Some(gtm)) = (xinetd(), gtm()) else {
        eprintln!("SKIPPED: xinetd or GT.M is not installed");
        return;
    };
    let of_dist = folder();
    let ours = dist(&of_dist);
    let ports = || [port(), port()];
    let (theirs, behind, beside) = (ports(), ports(), ports());

    let dir = work_area(&gtm, &format!("{}/libgtmutil.so", gtm.display()), theirs);
    let running = Xinetd::start(&xinetd, &dir, theirs);
    let wanted = answers(&dir, theirs);
    let prompt = after_error(theirs[0]);
    drop(running);
    fs::remove_dir_all(dir).unwrap();

    let dir = work_area(&ours, "$gtm_dist", behind);
    let running = Xinetd::start(&xinetd, &dir, behind);
    let mut compared = 0;
    for ((name, wanted), (_, got)) in wanted.iter().zip(answers(&dir, behind)) {
        assert_eq!(&got, wanted, "{name}");
        compared += 1;
    }
    // GT.M shows the error and runs what the client says then. Ours says it to the system's log: standard error is the client's, too.
    let error = after_error(behind[0]);
    assert!(
        prompt.contains("GTM>") && prompt.contains("pwned"),
        "{prompt}"
    );
    assert_eq!(error, "before\n");
    drop(running);
    fs::remove_dir_all(dir).unwrap();

    // Our own daemon with a file of the same text.
    let dir = work_area(&ours, "$gtm_dist", beside);
    let text = fs::read_to_string(dir.join("xinetd.conf")).unwrap();
    let daemon = Daemon::in_folder(dir.clone(), &text);
    for ((name, wanted), (_, got)) in wanted.iter().zip(answers(&dir, beside)) {
        assert_eq!(&got, wanted, "{name} with mrun inetd");
        compared += 1;
    }
    // The error is for the log alone.
    assert_eq!(after_error(beside[0]), "before\n");
    daemon.anywhere("%GTM-E-DIVZERO");
    println!(
        "{compared} dialogues are GT.M's, each {} bytes at most",
        wanted.iter().map(|(_, text)| text.len()).max().unwrap()
    );
    fs::remove_dir_all(of_dist).unwrap();
}
