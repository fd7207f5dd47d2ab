//! `%NMI` and the examples, with servers of this machine.

use std::io::Read;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// A server with a folder of its own.
struct Serving {
    folder: PathBuf,
    child: Child,
}

fn mrun() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_mrun"));
    command
        .env("MRUN_DATABASE", "")
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

impl Serving {
    fn new(name: &str, args: &[&str]) -> Serving {
        let folder = std::env::temp_dir().join(format!("nmi-{name}-{}", std::process::id()));
        let child = mrun()
            .args(["nmi", "serve", "--dir"])
            .arg(&folder)
            .args(args)
            .spawn()
            .unwrap();
        // The last socket that is made.
        let last = folder.join(if args.contains(&"--inventory") {
            "SNAMGMT"
        } else {
            "SYSTCPSM.TCPIP"
        });
        while std::os::unix::net::UnixStream::connect(&last).is_err() {
            std::thread::yield_now();
        }
        Serving { folder, child }
    }

    fn path(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // It may have ended.
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn run(serving: &Serving, code: &str) -> String {
    let routine = serving.path().join("t.m");
    std::fs::write(&routine, code).unwrap();
    let out = mrun().arg(&routine).arg(serving.path()).output().unwrap();
    assert!(
        out.status.success(),
        "{}",
        String::from_utf8_lossy(&out.stderr)
    );
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn records_are_arrays_and_back() {
    let serving = Serving::new("m", &["--quiet", "0.05", "SYSTCPCN", "SYSTCPSM"]);
    let said = run(
        &serving,
        r#"t ; what is published comes back
 n c,d,q,r,raw s d=$zcmdline
 w $$OPEN^%NMI(.c,"SYSTCPSM",d),!
 w $$NEXT^%NMI(.c,.r,0),c("error"),!
 s q("header","subtype")=2,q("header","system")="SYS1",q("ident","UserID")="MAX"
 s q("connection","RIP")="192.0.2.7",q("connection","RPort")=4711,q("connection","Status")="active",q("data","Data")="some data"
 w $$PUBLISH^%NMI("SYSTCPSM",.q,d),!
 w $$NEXT^%NMI(.c,.r,60)," ",r("format")," ",r("header","system")," ",r("connection","RIP")," ",r("connection","RPort"),!
 w r("connection","Status")," ",r("data","Data")," ",$d(r("telnet"))," ",r("connection","InBytes"),!
 s raw=$$RAW^%NMI(.c) w $l(raw)," ",raw=$$ENCODE^%NMI(.q),!
 d DECODE^%NMI(raw,.r) w r("ident","UserID"),!
 w $$CLOSE^%NMI(.c),$$CLOSE^%NMI(.c),!
 w $$NEXT^%NMI(.c,.r),c("error"),!
 w $$OPEN^%NMI(.c,"SYSTCPER",d)," ",c("error")["No such file",!
 k q s q("header","subtype")=2,q("connection","What")=1
 n $et s $et="w $zs[""SMF119AP_TT has no field What"",! h"
 w $$ENCODE^%NMI(.q),!
"#,
    );
    assert_eq!(
        said,
        "1\n0TIMEOUT\n\n1 2 SYS1 192.0.2.7 4711\nactive some data 0 0\n388 1\nMAX\n10\n0END,not open\n0 1\n1\n"
    );
}

#[test]
fn the_alert_tells_of_an_unwanted_network() {
    let serving = Serving::new(
        "alert",
        &["--quiet", "0.05", "--every", "0.05", "SYSTCPCN", "SYSTCPSM"],
    );
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let stream = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    let accepted = listener.accept().unwrap();
    let mut alert = mrun();
    alert
        .arg("examples/nmi/alert.m")
        .arg(serving.path())
        .args(["127.", "1"]);
    let mut child = alert.stdout(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    child
        .stdout
        .take()
        .unwrap()
        .read_to_string(&mut said)
        .unwrap();
    assert!(
        said.contains("has a connection from 127.0.0.1 at port"),
        "{said}"
    );
    assert!(child.wait().unwrap().success());
    drop((stream, accepted));
}

#[test]
fn ee_data_of_a_global_is_served() {
    let folder = std::env::temp_dir().join(format!("nmi-ee-{}.json", std::process::id()));
    let file = folder.to_str().unwrap();
    assert!(
        mrun()
            .args(["examples/nmi/ee.m", file])
            .status()
            .unwrap()
            .success()
    );
    let serving = Serving::new("ee", &["--inventory", file]);
    let asked = mrun()
        .args(["nmi", "get", "--dir"])
        .arg(serving.path())
        .args(["ee-connection", "cos=X"])
        .output()
        .unwrap();
    assert!(String::from_utf8_lossy(&asked.stdout).contains("0000711A"));
    let asked = mrun()
        .args(["nmi", "get", "--dir"])
        .arg(serving.path())
        .args(["ee-connection", "remote_ip=198.51.100.8"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&asked.stdout);
    assert!(
        said.contains("LNEE0002") && !said.contains("LNEE0001"),
        "{said}"
    );
    std::fs::remove_file(&folder).unwrap();
}
