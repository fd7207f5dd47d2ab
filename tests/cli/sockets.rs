//! Sockets that a program is started with, and WAIT over several devices.

use super::Folder;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::os::fd::AsRawFd;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Stdio};

/// The next line of a program's output, each time.
fn lines_of(child: &mut Child) -> impl FnMut() -> String + use<> {
    let mut output = BufReader::new(child.stdout.take().unwrap());
    move || {
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }
}

#[test]
fn passed_sockets_are_in_the_pool() {
    let folder = Folder::new();
    let program = r#"start ;
 write $zsocket(,"NUMBER")," ",$zsocket(,"SOCKETHANDLE",0)," ",$zsocket(,"STATE",0),!
 open "device":::"SOCKET" use "device":attach="web"
 write /wait(10)
 read line:10 write "you said ",line
 quit
"#;
    folder.write("passed.m", program);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let fd = listener.as_raw_fd();
    let line = format!("LISTEN_PID=$$ exec {} passed.m", env!("CARGO_BIN_EXE_mrun"));
    let mut command = folder.program(Path::new("/bin/sh"), &["-c", &line]);
    command
        .env("LISTEN_FDS", "1")
        .env("LISTEN_FDNAMES", "web")
        .stdout(Stdio::piped());
    // SAFETY: both calls are safe between fork and exec. The listener itself may have the number 3.
    unsafe {
        command.pre_exec(
            move || match (libc::dup2(fd, 3), libc::fcntl(3, libc::F_SETFD, 0)) {
                (3, 0) => Ok(()),
                _ => Err(std::io::Error::last_os_error()),
            },
        );
    }
    let mut child = command.spawn().unwrap();
    let mut next = lines_of(&mut child);
    assert_eq!(next(), "1 web LISTENING");
    let mut peer = TcpStream::connect(listener.local_addr().unwrap()).unwrap();
    peer.write_all(b"hello").unwrap();
    peer.shutdown(std::net::Shutdown::Write).unwrap();
    let mut answer = String::new();
    peer.read_to_string(&mut answer).unwrap();
    assert_eq!(answer, "you said hello");
    assert!(child.wait().unwrap().success());
}

#[test]
fn one_wait_for_several_devices() {
    let folder = Folder::new();
    folder.write(
        "several.m",
        r#"start ;
 new at,line
 open "one":(listen="0:TCP":attach="first"):5:"SOCKET"
 open "two":(listen="0:TCP":attach="second":delimiter=$char(10)):5:"SOCKET"
 open "empty":::"SOCKET"
 write $zsocket("one","LOCALPORT",0)," ",$zsocket("two","LOCALPORT",0),!
 use "one"
 write /waitany(0,,"two") set line=$test_$key use $principal write line,! use "one"
 for  write /waitany(10,,"two","empty","one") quit:'$test  set at=$piece($key,"|",4) do
 . set line=$piece($key,"|") use at
 . if line="READ" read line:10
 . use $principal write at," ",line,! use "one"
 . if line="end" set $ecode=",U1,"
 quit
"#,
    );
    let mut child = folder
        .mrun(&["several.m"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut next = lines_of(&mut child);
    let ports = next();
    let port = |at| ports.split(' ').nth(at).unwrap().parse::<u16>().unwrap();
    let dial = |port| TcpStream::connect(("127.0.0.1", port)).unwrap();
    assert_eq!(next(), "0");
    let mut second = dial(port(1));
    assert_eq!(next(), "two CONNECT");
    let _first = dial(port(0));
    assert_eq!(next(), "one CONNECT");
    second.write_all(b"text\nend\n").unwrap();
    assert_eq!(next(), "two text");
    assert_eq!(next(), "two end");
    assert!(!child.wait().unwrap().success());
}

#[test]
fn wait_names_only_sockets() {
    let folder = Folder::new();
    folder.write(
        "wrong.m",
        r#"start ;
 new $etrap set $etrap="use $principal write $piece($zstatus,"","",3),! set $ecode="""" quit"
 open "one":::"SOCKET" use "one"
 do a,b quit
a write /waitany(1,,"nothing")
 quit
b write /waitany(1,,$principal)
 quit
"#,
    );
    let output = folder.mrun(&["wrong.m"]).output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned()
        + &String::from_utf8_lossy(&output.stderr);
    assert_eq!(text, "%GTM-E-IONOTOPEN\n%GTM-E-ZSOCKETNOTSOCK\n");
}

/// Without descriptors WRITE /WAIT and OPEN are errors that can be trapped; with some again the server goes on.
#[test]
fn no_descriptors_are_left() {
    let folder = Folder::new();
    folder.write(
        "full.m",
        r#"full ;
 new count,handle
 open "server":(listen="0:TCP":attach="listener"):5:"SOCKET"
 write $zsocket("server","LOCALPORT",0),! use "server"
 do accept use $principal write $piece($zstatus,",",3),!
 do connect use $principal write $piece($zstatus,",",3),!
 use "server" set handle="" for count=1:1:5 close "server":socket=$zsocket("server","SOCKETHANDLE",1)
 write /wait(10) use $principal write $test," ",$piece($zkey,"|"),!
 use "server" write $piece($key,"|"),! use $principal write "on",!
 quit
accept new $etrap set $etrap="set $ecode="""" quit"
 for  write /wait(10)
 quit
connect new $etrap set $etrap="set $ecode="""" quit"
 open "client":(connect="127.0.0.1:"_$zsocket("server","LOCALPORT",0)_":TCP"):5:"SOCKET"
 quit
"#,
    );
    let line = format!("ulimit -n 40; exec {} full.m", env!("CARGO_BIN_EXE_mrun"));
    let mut child = folder
        .program(Path::new("/bin/sh"), &["-c", &line])
        .env("gtm_max_sockets", "1000")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut next = lines_of(&mut child);
    let port: u16 = next().parse().unwrap();
    // The last of them may come when the program is over.
    let peers: Vec<_> = (0..60)
        .map(|_| TcpStream::connect(("127.0.0.1", port)))
        .collect();
    assert_eq!(next(), "%GTM-E-SOCKACPT");
    assert_eq!(next(), "%GTM-E-SOCKINIT");
    assert_eq!(next(), "1");
    assert_eq!(next(), "on");
    assert!(child.wait().unwrap().success());
    drop(peers);
}
