//! Limits: conversations of a process and of a machine, types of buffers, times, what members may do.

use super::app::{App, text, until};
use std::io::Write;

const TALK: &str = "TALK SRVGRP=G SRVID=1 CONV=Y RQADDR=\"q\"";

#[test]
fn a_process_has_64_conversations() {
    let servers = format!("{TALK} MAXDISPATCHTHREADS=66");
    let app = App::booted("MAXCONV 100\nMAXACCESSERS 200", &servers, "");
    let line = "f i=1:1:65 s cd=$$tpconnect^%ATMI(\"LISTEN\",,,\"TPSENDONLY\") \
                w:cd'=(i-1) i,\" \",cd,\" \",$$tperrno^%ATMI(\"NAME\"),!";
    assert_eq!(app.client(line).output(), "65 -1 TPELIMIT");
}

#[test]
fn maxconv_is_for_all_processes() {
    let servers = format!("{TALK} MIN=1 MAX=4");
    let app = App::booted("MAXCONV 2", &servers, "");
    let mut other =
        app.client("s cd=$$tpconnect^%ATMI(\"LISTEN\",,,\"TPSENDONLY\") s ^there=1 h 100");
    until("the other process converses", || {
        app.client("w $d(^there)").output() == "1"
    });
    let line = "f i=1,2 s cd(i)=$$tpconnect^%ATMI(\"LISTEN\",,,\"TPSENDONLY\") w cd(i),\" \",$$tperrno^%ATMI(\"NAME\"),\" \"";
    assert_eq!(app.client(line).output(), "0  -1 TPELIMIT");
    other.kill();
    until("its end makes room", || {
        app.admin(&["conversations", "-j"])
            .matches("LISTEN")
            .count()
            == 0
    });
    let line = "s cd=$$tpconnect^%ATMI(\"LISTEN\",,,\"TPSENDONLY\"),x=$$tpconnect^%ATMI(\"LISTEN\",,,\"TPSENDONLY\") w cd,x";
    assert_eq!(app.client(line).output(), "01");
}

#[test]
fn when_all_are_busy_tpconnect_waits_its_time() {
    let app = App::booted("", TALK, "");
    let line = "s cd=$$tpconnect^%ATMI(\"SLOW\",1,,\"TPRECVONLY\"),x=$$tpsblktime^%ATMI(.2) \
                w $$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\"),\" \",$$tperrno^%ATMI(\"NAME\"),! \
                w $$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\"),!";
    // The second waits until the first service is over.
    assert_eq!(app.client(line).output(), "-1 TPETIME\n1");
}

#[test]
fn types_of_buffers() {
    let app = App::booted("", TALK, "ECHO BUFTYPE=\"STRING\"");
    let line = "s a=\"x\",a(0)=\"CARRAY\" w $$tpconnect^%ATMI(\"ECHO\",.a,,\"TPSENDONLY\"),\" \",$$tperrno^%ATMI(\"NAME\"),! \
                s cd=$$tpconnect^%ATMI(\"ECHO\",\"x\",,\"TPRECVONLY\") \
                s b=\"kept\",b(0)=\"CARRAY\" w $$tprecv^%ATMI(cd,.b,.len,\"TPNOCHANGE\",.e),\" \",$$tperrno^%ATMI(\"NAME\"),\" \",b,! \
                w $$tprecv^%ATMI(cd,.b),\" \",$$tperrno^%ATMI(\"NAME\"),!";
    assert_eq!(
        app.client(line).output(),
        "-1 TPEITYPE\n-1 TPEOTYPE kept\n-1 TPEBADDESC"
    );
    // The service learns that nobody goes on.
    until("ECHO is told", || {
        app.log().contains("ECHO saw TPEV_DISCONIMM")
    });
}

#[test]
fn a_service_that_runs_too_long_is_killed_with_its_server() {
    let servers = format!("{TALK} RESTART=Y GRACE=0 MIN=1 MAX=1");
    let app = App::booted("", &servers, "SLOW SVCTIMEOUT=1");
    let line = "s cd=$$tpconnect^%ATMI(\"SLOW\",100,,\"TPRECVONLY\") i $$tprecv^%ATMI(cd,.d,.l,\"\",.e) w e,!,$$REASON^%ATMI,!";
    let pid = app.servers()[0].pid;
    let expected = format!(
        "TPEV_SVCERR\nthe service SLOW of G/1: it has gone without an end: its server TALK G/1, process {pid}, \
         was killed: SLOW has run for its SVCTIMEOUT"
    );
    assert_eq!(app.client(line).output(), expected);
    let line = "s cd=$$tpconnect^%ATMI(\"SLOW\",0,,\"TPRECVONLY\") i $$tprecv^%ATMI(cd,.d,.l,\"\",.e) w e,!";
    assert_eq!(app.client(line).output(), "TPEV_SVCSUCC");
    assert!(app.log().contains("SVCTIMEOUT"), "{}", app.log());
}

#[test]
fn a_configuration_with_errors_boots_nothing() {
    let app = App::new("", "TALK SRVGRP=NONE SRVID=1 CONV=Y MIN=3 MAX=2", "");
    let output = app.conv("boot", &[]);
    let said = text(&output);
    assert!(!output.status.success());
    assert!(said.contains("NONE") && said.contains('^'), "{said}");
    assert_eq!(app.monitor(), 0);
    let said = text(&app.conv("admin", &["psr"]));
    assert!(!said.is_empty());
}

#[test]
fn strangers_at_the_monitors_socket_do_no_harm() {
    let app = App::booted("", TALK, "");
    let path = socket(&app);
    // Random packets, in the same order each time.
    let mut seed = 1u64;
    for _ in 0..300 {
        let stranger = connect(&path);
        let mut packet = Vec::new();
        for _ in 0..seed % 60 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            packet.push((seed >> 33) as u8);
        }
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        if seed & 64 != 0 && !packet.is_empty() {
            packet[0] = (seed >> 40) as u8 % 9;
        }
        let mut file = std::fs::File::from(stranger);
        // It may have been shown the door already.
        let _ = file.write_all(&packet);
        let _ = file.write_all(&packet);
    }
    let said = app.admin(&["psr"]);
    assert!(said.contains("TALK"), "{said}");
    assert!(app.log().contains("does not understand"), "{}", app.log());
    assert_eq!(
        app.client("w $$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\")")
            .output(),
        "0"
    );
}

fn socket(app: &App) -> std::path::PathBuf {
    let folder = match nix::unistd::Uid::effective().is_root() {
        true => "/run".into(),
        false => std::env::var_os("XDG_RUNTIME_DIR").unwrap_or_else(|| "/tmp".into()),
    };
    std::path::Path::new(&folder).join(format!("mrun-conv-{}.sock", app.key))
}

fn connect(path: &std::path::Path) -> std::os::fd::OwnedFd {
    use nix::sys::socket::{AddressFamily, SockFlag, SockType, UnixAddr, connect, socket};
    use std::os::fd::AsRawFd;
    let flags = SockFlag::SOCK_CLOEXEC;
    let fd = socket(AddressFamily::Unix, SockType::SeqPacket, flags, None).unwrap();
    connect(fd.as_raw_fd(), &UnixAddr::new(path).unwrap()).unwrap();
    fd
}

/// `MRUN_MANY`: drivers, each with 64 conversations.
#[test]
fn many_conversations_within_a_process_need_no_descriptors() {
    let drivers = std::env::var("MRUN_MANY").ok();
    let drivers: usize = drivers.and_then(|n| n.parse().ok()).unwrap_or(5);
    let sessions = drivers * 65 + drivers.div_ceil(60);
    let servers = format!("MANY SRVGRP=G SRVID=1 CONV=Y MAXDISPATCHTHREADS={sessions}");
    let resources = format!("MAXCONV 32767\nMAXACCESSERS {}", sessions + 50);
    let app = App::booted(&resources, &servers, "");
    let pid = app.processes("--conv-server")[0];
    app.client(&format!("s ^pid={pid}")).output();
    let told = app.client(&format!("d ^many({drivers},64)")).output();
    assert_eq!(
        told,
        format!("{} well, no descriptors", drivers * 64),
        "{}",
        app.log()
    );
}
