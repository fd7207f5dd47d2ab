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
fn what_is_wanted_of_a_record_is_in_its_array() {
    let serving = Serving::new("only", &["--quiet", "0.05", "SYSTCPCN", "SYSTCPSM"]);
    let said = run(
        &serving,
        r#"t ; sections and fields
 n a,b,d,k,list,q,r s d=$zcmdline
 i '$$OPEN^%NMI(.a,"SYSTCPSM",d)!'$$OPEN^%NMI(.b,"SYSTCPSM",d) w "no",!
 s b("only")="connection.RIP,header.subtype"
 s q("header","subtype")=1,q("connection","RIP")="192.0.2.7",q("connection","RPort")=80
 s list(a)="",list(b)="" w $$WAIT^%NMI(.list,0)," ",$d(list),!
 w $$PUBLISH^%NMI("SYSTCPSM",.q,d),!
 s list(a)="",list(b)="" f  q:$$WAIT^%NMI(.list,60)=2  s list(a)="",list(b)=""
 w $d(list(a)),$d(list(b)),!
 w $$NEXT^%NMI(.a,.r,60)," ",r("connection","RPort")," ",$d(r("ident","UserID")),!
 w $$NEXT^%NMI(.b,.r,60)," ",r("connection","RIP")," ",$d(r("connection","RPort"))," ",r("header","subtype")," ",$d(r("time")),!
 w $$NEXT^%NMI(.b,.r,0)," ",$d(r)," ",b("error"),!
 s k=$$CLOSE^%NMI(.a) k list s list(a)="" w $$WAIT^%NMI(.list)," ",$d(list(a)),!
"#,
    );
    assert_eq!(
        said,
        "0 0\n\n11\n1 80 1\n1 192.0.2.7 0 1 0\n0 0 TIMEOUT\n1 1\n"
    );
}

#[test]
fn requests_name_what_they_ask_for() {
    let serving = Serving::new("asks", &["SYSTCPCN", "SYSTCPER", "SYSTCPES", "SYSTCPSM"]);
    let said = run(
        &serving,
        r#"t ; asks by words and as an array
 n asks,c,d,s,x s d=$zcmdline
 f s="SYSTCPCN","SYSTCPER","SYSTCPES","SYSTCPSM" k asks s x=$$FED^%NMI(.c,s,d,,.asks) d SHOW
 s asks("list")=1,asks("smf")=0,x=$$FED^%NMI(.c,"SYSTCPCN",d,,.asks) d SHOW
 k asks s asks("detail")=1,x=$$FED^%NMI(.c,"SYSTCPER",d,,.asks) d SHOW
 k asks s asks="list,ongoing",x=$$FED^%NMI(.c,"SYSTCPCN",d,,.asks) d SHOW
 n $et s $et="w $p($zs,"","",4,9),! h"
 s asks="what",x=$$FED^%NMI(.c,"SYSTCPCN",d,,.asks)
SHOW w $$TEXT^%NMI($e(c("request"),5,8))," ",$a(c("request"),17)," ",c("path")[(d_"/SYSTCP"),!
 q
"#,
    );
    let expected = "CNRQ 192 1\nZERT 192 1\nZERS 128 1\n -1 1\nCNRQ 128 1\nZERT 64 1\nCNRQ 192 1\n";
    assert!(said.starts_with(expected), "{said}");
    assert!(
        said.contains("nothing is called what in a request"),
        "{said}"
    );
}

#[test]
fn a_fed_connection_waits_together_with_sockets() {
    let serving = Serving::new("fed", &["--quiet", "0.05", "SYSTCPCN", "SYSTCPSM"]);
    let said = run(
        &serving,
        r#"t ; the stream of the service is a socket of a SOCKET device
 n c,d,i,k,q,r,x s d=$zcmdline
 s k=$$FED^%NMI(.c,"SYSTCPSM",d)
 o "s":(connect=c("path")_":LOCAL":attach="nmi":ichset="M"):10:"SOCKET" u "s"
 w c("request") r x#64:60 s k=$$FEED^%NMI(c,x)
 u $p w $l(x)," ",$$NEXT^%NMI(.c,.r,0),c("error"),!
 s q("header","subtype")=1,q("connection","RPort")=4711 w $$PUBLISH^%NMI("SYSTCPSM",.q,d),!
 u "s" w /wait(60) s k=$key
 ; In pieces.
 f i=1:1:4 r x#12:60 s x=$$FEED^%NMI(c,x)
 u $p w k["READ"," ",$$NEXT^%NMI(.c,.r,0)," ",r("connection","RPort"),!
 w $$NEXT^%NMI(.c,.r,0),c("error"),!
 c "s"
"#,
    );
    assert_eq!(said, "64 0TIMEOUT\n\n1 1 4711\n0TIMEOUT\n");
}

#[test]
fn the_provider_serves_requests_of_m_and_of_others() {
    let folder = std::env::temp_dir().join(format!("nmi-provider-{}", std::process::id()));
    let child = mrun()
        .arg("examples/nmi/provider.m")
        .arg(&folder)
        .spawn()
        .unwrap();
    let serving = Serving { folder, child };
    while std::os::unix::net::UnixStream::connect(serving.path().join("SNAMGMT")).is_err() {
        std::thread::yield_now();
    }
    let said = run(
        &serving,
        r#"t ; asks the provider
 n d,e,f,r s d=$zcmdline
 w $$ASK^%NMI("ee-connection",.f,.r,d)," ",r("SNEC",1,"connection","line")," ",r("SNEC",2,"connection","sessions")," ",$d(r("SNEC",3)),!
 s f("remote_ip")="198.51.100.8" w $$ASK^%NMI("ee-connection",.f,.r,d)," ",r("SNEC",1,"connection","line")," ",$d(r("SNEC",2)),!
 k f s f("cos")="X" w $$ASK^%NMI("ee-connection",.f,.r,d,,.e)," ",e," ",$&nmi.ask("ee-connection",.f,.r,d,""),!
 k f w $$ASK^%NMI("ee-summary",.f,.r,d)," ",r("SNEG",1,"global","connections"),!
 s f("rtp_pu")="A" w $$ASK^%NMI("hpr",.f,.r,d)," ",$d(r("SNHS")),!
 w $$ASK^%NMI("connections",.f,.r,d,,.e)," ",e["No such",!
"#,
    );
    assert_eq!(
        said,
        "1 LNEE0001 4 0\n1 LNEE0002 0\n0 121 0000711A 0\n1 2\n1 0\n0 0\n"
    );
}

#[test]
fn calls_are_arrays() {
    let serving = Serving::new("calls", &["SYSTCPSM"]);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let said = run(
        &serving,
        &r#"t ; the callable interface
 n d,e,f,r s d=$zcmdline
 s f(1,"LocalPort")=PORT,f(2,"LocalPort")=1,f(2,"ResourceName")="NO*"
 w $$ASK^%NMI("listeners",.f,.r,d)," ",r(1,"Local")," ",$d(r(2)),!
 k f w $$ASK^%NMI("statistics",.f,.r,d)," ",r(1,"tcp","InSegs")>0,!
 s f("Interface")="lo" w $$ASK^%NMI("interfaces",.f,.r,d)," ",r(1,"interface","Name"),!
 k f s f("What")=1 w $$ASK^%NMI("udp",.f,.r,d,,.e)," ",e,!
"#
        .replace("PORT", &port.to_string()),
    );
    assert_eq!(
        said,
        format!("1 127.0.0.1:{port} 0\n1 1\n1 lo\n0 NWMFilter has no field What\n")
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
