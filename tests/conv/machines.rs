//! Several machines: three hosts in network namespaces of their own, with etcd on a fourth. Needs root, ip, etcd and openssl; says so without.

use super::app::{here, text, until};
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

const SERVERS: &str = "TALK SRVGRP=G1 SRVID=1 CONV=Y MIN=1 MAX=4 CLOPT=\"-s SLOW -s INFO\"\n\
    TALK SRVGRP=G2 SRVID=1 CONV=Y MIN=2 MAX=4 CLOPT=\"-s ECHO -s LISTEN -s FALLS -s STREAM -s RETURN -s MIDDLE\"\n\
    TALK SRVGRP=G3 SRVID=1 CONV=Y MIN=2 MAX=4 CLOPT=\"-s ECHO3:ECHO -s SLOW3:SLOW\"\n\
    CALL SRVGRP=G2 SRVID=50 CLOPT=\"-s PASS -s LATE -s FAILS -s SLEEPS\" MIN=2\n\
    CALL SRVGRP=G3 SRVID=50 CLOPT=\"-s PLAIN -s CRASH -s SLEEPS3:SLEEPS\" MIN=2\n\
    ROUTED SRVGRP=G2 SRVID=60 CLOPT=\"-s WHERE:WHO\"\n\
    ROUTED SRVGRP=G3 SRVID=60 CLOPT=\"-s WHERE:WHO\"\n\
    CALL SRVGRP=G4 SRVID=70 CLOPT=\"-s MOVES:PLAIN\"";

static LINES: AtomicU32 = AtomicU32::new(0);

/// A host: a process that holds its namespaces. All in it dies with it.
struct Host {
    name: String,
    holder: Child,
    folder: PathBuf,
}

/// Runs a command here; it has to succeed.
fn must(line: &str) {
    let output = Command::new("sh").args(["-c", line]).output().unwrap();
    assert!(output.status.success(), "{line}: {}", text(&output));
}

impl Host {
    fn new(folder: &Path, name: &str) -> Host {
        let own = folder.join(name);
        std::fs::create_dir_all(&own).unwrap();
        let script = "ip link set lo up && mount -t tmpfs tmpfs /run && hostname \"$1\" && echo ready && exec sleep 100000";
        let mut holder = Command::new("unshare")
            .args(["-n", "-u", "-m", "-p", "-f", "--kill-child", "--mount-proc"])
            .args(["sh", "-c", script, "sh", name])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(holder.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        assert_eq!(line, "ready\n", "{name} has no namespaces");
        Host {
            name: name.to_string(),
            holder,
            folder: own,
        }
    }

    /// The first process within.
    fn pid(&self) -> String {
        let id = self.holder.id();
        let path = format!("/proc/{id}/task/{id}/children");
        std::fs::read_to_string(path).unwrap().trim().to_string()
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        command
            .args(["-t", &self.pid(), "-n", "-u", "-m", "-p", program])
            .stdin(Stdio::null());
        command
    }

    fn mrun(&self) -> Command {
        let mut command = self.command(env!("CARGO_BIN_EXE_mrun"));
        let routines = format!("{}", here().join("servers").display());
        let above = self.folder.parent().unwrap();
        command
            .env("TUXCONFIG", above.join("ubbconfig"))
            .env("gtmroutines", routines)
            .env("MRUN_DATABASE", self.folder.join("m.mrdb"))
            .env("MRUN_CACHE", self.folder.join("cache"))
            .env("MRUN_CONV_STORE", "http://10.77.0.9:2379")
            .env("MRUN_CONV_TLS", self.folder.join("tls"));
        command
    }

    fn conv(&self, arguments: &[&str]) -> Output {
        self.mrun().arg("conv").args(arguments).output().unwrap()
    }

    /// What an M line prints.
    fn line(&self, line: &str) -> String {
        self.begin(line).output()
    }

    fn begin(&self, line: &str) -> Running {
        let number = LINES.fetch_add(1, Ordering::Relaxed);
        let path = self.folder.join(format!("line{number}.m"));
        std::fs::write(&path, format!(" {line}\n")).unwrap();
        let mut command = self.mrun();
        command.arg(path).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let out = BufReader::new(child.stdout.take().unwrap());
        Running { child, out }
    }

    fn kill_monitor(&self) {
        let script = "for f in $(grep -lz '^--conv-monitor$' /proc/[0-9]*/cmdline); do kill -9 $(echo $f | tr -dc 0-9); done";
        let status = self.command("sh").args(["-c", script]).status();
        assert!(status.is_ok_and(|s| s.success()));
    }

    fn log(&self) -> String {
        let entries = std::fs::read_dir(&self.folder).unwrap().flatten();
        let logs = entries.filter(|e| e.file_name().to_string_lossy().starts_with("ULOG."));
        logs.map(|e| std::fs::read_to_string(e.path()).unwrap_or_default())
            .collect()
    }

    /// How this host sees another one.
    fn sees(&self, lmid: &str, state: &str) -> bool {
        let table = text(&self.conv(&["admin", "machines"]));
        let mut lines = table.lines();
        lines.any(|l| l.starts_with(lmid) && l.contains(state))
    }

    fn waits_for(&self, lmid: &str, state: &str) {
        let what = format!("{} sees {lmid} {state}", self.name);
        until(&what, || self.sees(lmid, state));
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}

/// An M program that runs on.
struct Running {
    child: Child,
    out: BufReader<std::process::ChildStdout>,
}

impl Running {
    fn says(&mut self) -> String {
        let mut line = String::new();
        self.out.read_line(&mut line).unwrap();
        line.trim_end().to_string()
    }

    fn output(mut self) -> String {
        let mut text = String::new();
        self.out.read_to_string(&mut text).unwrap();
        self.child.wait().unwrap();
        text.trim_end().to_string()
    }
}

/// Three hosts, a switch, and etcd.
struct Net {
    folder: PathBuf,
    hosts: Vec<Host>,
    switch: Host,
    etcd: Child,
}

/// What is missing for these tests.
fn missing() -> Option<&'static str> {
    let there = |program: &str| {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("command -v {program} >/dev/null")]);
        command.status().is_ok_and(|s| s.success())
    };
    let namespaces = "unshare -n -u -m -p -f --mount-proc ip link >/dev/null 2>&1";
    let may = Command::new("sh").args(["-c", namespaces]).status();
    match () {
        () if !may.is_ok_and(|s| s.success()) => Some("network namespaces and ip"),
        () if !there("etcd") => Some("etcd"),
        () if !there("openssl") => Some("openssl"),
        () => None,
    }
}

impl Net {
    fn new() -> Net {
        let folder = std::env::temp_dir().join(format!("mrun-machines-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let switch = Host::new(&folder, "hub");
        let inside = |command: &str| must(&format!("nsenter -t {} -n {command}", switch.pid()));
        inside("ip link add sw type bridge");
        inside("ip link set sw up");
        inside("ip addr add 10.77.0.9/24 dev sw");
        let hosts: Vec<Host> = (1..=3)
            .map(|n| Host::new(&folder, &format!("m{n}")))
            .collect();
        for (n, host) in (1..).zip(&hosts) {
            let pids = (switch.pid(), host.pid());
            must(&format!(
                "nsenter -t {} -n ip link add p{n} type veth peer name e0 netns {}",
                pids.0, pids.1
            ));
            inside(&format!("ip link set p{n} master sw up"));
            must(&format!(
                "nsenter -t {0} -n ip addr add 10.77.0.{n}/24 dev e0 && nsenter -t {0} -n ip link set e0 up",
                pids.1
            ));
        }
        let etcd = switch
            .command("etcd")
            .args(["--data-dir", &folder.join("etcd").display().to_string()])
            .args(["--listen-client-urls", "http://10.77.0.9:2379"])
            .args(["--advertise-client-urls", "http://10.77.0.9:2379"])
            .args(["--listen-peer-urls", "http://127.0.0.1:2380"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let net = Net {
            folder,
            hosts,
            switch,
            etcd,
        };
        net.certify();
        net.configure();
        until("etcd answers", || {
            let mut command = net.switch.command("etcdctl");
            command.env("ETCDCTL_API", "3");
            command.args(["--endpoints", "http://10.77.0.9:2379", "get", "x"]);
            command.output().is_ok_and(|o| o.status.success())
        });
        net
    }

    /// Takes the cable of a machine out, or puts it in.
    fn link(&self, n: u32, state: &str) {
        let pid = self.switch.pid();
        must(&format!("nsenter -t {pid} -n ip link set p{n} {state}"));
    }

    /// An authority, and a certificate for each machine.
    fn certify(&self) {
        let d = self.folder.display();
        let curve = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30";
        must(&format!(
            "cd {d} && openssl req -x509 {curve} -subj /CN=authority -keyout ca.key -out ca.pem"
        ));
        for host in &self.hosts {
            let lmid = host.name.replace('m', "s");
            must(&format!(
                "cd {d} && mkdir -p {0}/tls && cp ca.pem {0}/tls/ && \
                 openssl req {curve} -subj /CN={lmid} -keyout {0}/tls/machine.key -out {0}/r && \
                 printf 'subjectAltName=DNS:{lmid}' >{0}/x && \
                 openssl x509 -req -in {0}/r -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -extfile {0}/x -out {0}/tls/machine.pem",
                host.name
            ));
        }
    }

    fn configure(&self) {
        let mut machines = String::new();
        let mut groups = String::new();
        let mut network = String::new();
        for n in 1..=3 {
            let folder = self.folder.join(format!("m{n}"));
            machines += &format!("m{n} LMID=S{n} APPDIR=\"{}\"\n", folder.display());
            let second = if n == 2 { ",S3" } else { "" };
            groups += &format!("G{n} LMID=S{n}{second} GRPNO={n}\n");
            network +=
                &format!("S{n} NADDR=\"//10.77.0.{n}:4{n}00\" NLSADDR=\"//10.77.0.{n}:5000\"\n");
        }
        groups += "G4 LMID=S3,S1 GRPNO=4\n";
        let text = format!(
            "*RESOURCES\nOPTIONS LAN,MIGRATE\nIPCKEY 40077\nMASTER S1\nMODEL MP\nSCANUNIT 5\nDBBLWAIT 1\nMAXCONV 20\n\
             *MACHINES\n{machines}*GROUPS\n{groups}*NETWORK\n{network}*SERVERS\n{SERVERS}\n*SERVICES\nDEFAULT: PRIO=50\n\
             WHERE ROUTING=R\n*ROUTING\nR FIELD=to BUFTYPE=XML RANGES=\"'two':G2,'three':G3\"\n"
        );
        std::fs::write(self.folder.join("ubbconfig"), text).unwrap();
    }

    fn boot(&self) {
        for host in &self.hosts {
            let output = host.conv(&["boot"]);
            assert!(output.status.success(), "{}{}", text(&output), host.log());
        }
        for host in &self.hosts {
            for n in (1..=3).filter(|n| format!("m{n}") != host.name) {
                host.waits_for(&format!("S{n}"), "KNOWN");
            }
        }
    }
}

impl Drop for Net {
    fn drop(&mut self) {
        if std::thread::panicking() {
            for host in &self.hosts {
                eprintln!("== {}\n{}", host.name, host.log());
            }
        }
        let _ = self.etcd.kill();
        let _ = self.etcd.wait();
        self.hosts.clear();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// A client that says its descriptor, and then how its conversation ended.
fn waiting(service: &str) -> String {
    format!(
        "s cd=$$tpconnect^%ATMI(\"{service}\",100,,\"TPRECVONLY\") w cd,! \
         i $$tprecv^%ATMI(cd,.d,.l,\"TPNOTIME\",.e) w e,\" \",$$tperrno^%ATMI(\"NAME\"),!"
    )
}

/// One that sends until it is told to stop.
fn sending(service: &str) -> String {
    format!(
        "s cd=$$tpconnect^%ATMI(\"{service}\",,,\"TPSENDONLY\") w cd,! \
         f  q:$$tpsend^%ATMI(cd,\"x\",,,.e)<0  h .1\n w e"
    )
}

/// One that asks, and waits for a reply that takes long.
fn asking(service: &str) -> String {
    format!(
        "s cd=$$tpacall^%ATMI(\"{service}\",100) w cd,! \
         w $$tpgetrply^%ATMI(.cd,.d,.l,\"TPNOTIME\"),\" \",$$tperrno^%ATMI(\"NAME\")"
    )
}

#[test]
fn three_machines_one_cut_off_and_one_killed() {
    if let Some(what) = missing() {
        println!("skipped: several machines need {what}");
        return;
    }
    let mut net = Net::new();
    net.boot();
    let [one, two, three] = &net.hosts[..] else {
        panic!("three hosts");
    };

    // A whole conversation, both ways, with a machine that has the service.
    let talk = "s cd=$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\") \
        f i=1:1:50 s $p(m,\"x\",i*1000)=\"\" i $$tpsend^%ATMI(cd,m,,\"TPRECVONLY\",.e)!$$tprecv^%ATMI(cd,.d,.l,\"\",.e) q:d'=m\n \
        w i,\" \",e,! i $$tpsend^%ATMI(cd,\"end\",,\"TPRECVONLY\",.e)!$$tprecv^%ATMI(cd,.d,.l,\"\",.e) w d,\" \",e,\" \",$$tpurcode^%ATMI()";
    assert_eq!(one.line(talk), "50 TPEV_SENDONLY\nend TPEV_SVCSUCC 3");
    assert_eq!(three.line(talk), "50 TPEV_SENDONLY\nend TPEV_SVCSUCC 3");
    // What a service sends before it returns arrives first.
    let stream = "s cd=$$tpconnect^%ATMI(\"STREAM\",500,,\"TPRECVONLY\") \
        f n=0:1 q:$$tprecv^%ATMI(cd,.d,.l,\"\",.e)\n w n,\" \",d,\" \",e";
    assert_eq!(one.line(stream), "500 that was all TPEV_SVCSUCC");
    // Ends of all kinds.
    let end = |service: &str, data: &str| {
        format!(
            "s cd=$$tpconnect^%ATMI(\"{service}\",\"{data}\",,\"TPRECVONLY\") \
             i $$tprecv^%ATMI(cd,.d,.l,\"\",.e) w e,\" \",$$tpurcode^%ATMI(),\" \",$g(d)"
        )
    };
    assert_eq!(
        one.line(&end("RETURN", "TPFAIL,7,why")),
        "TPEV_SVCFAIL 7 why"
    );
    assert_eq!(one.line(&end("FALLS", "")), "TPEV_SVCERR 0");
    assert_eq!(
        one.line(&end("INFO", "x")).split(' ').next(),
        Some("TPEV_SVCSUCC")
    );
    assert_eq!(
        two.line("w $$tpconnect^%ATMI(\"NOSUCH\",,,\"TPRECVONLY\"),$$tperrno^%ATMI(\"NAME\")"),
        "-1TPENOENT"
    );
    assert_eq!(
        two.line("w $$tpconnect^%ATMI(\"PLAIN\",,,\"TPRECVONLY\"),$$tperrno^%ATMI(\"NAME\")"),
        "-1TPENOENT"
    );
    // Calls; a request that is forwarded to a third machine.
    let call = |service: &str| {
        format!(
            "w $$tpcall^%ATMI(\"{service}\",\"x\",,.o,.l),\" \",$g(o),\" \",$$tperrno^%ATMI(\"NAME\")"
        )
    };
    assert_eq!(one.line(&call("PLAIN")), "0 plain x");
    assert_eq!(one.line(&call("PASS")), "0 plain passed x");
    assert_eq!(one.line(&call("FAILS")), "-1 because TPESVCFAIL");
    assert_eq!(one.line(&call("CRASH")), "-1  TPESVCERR");
    // Requests that go to the machine of the group of their data.
    let routed = |to: &str| {
        format!(
            "s x=\"<to>{to}</to>\",x(0)=\"XML\" w $$tpcall^%ATMI(\"WHERE\",.x,,.o,.l),$g(o),$$tperrno^%ATMI(\"NAME\")"
        )
    };
    assert_eq!(one.line(&routed("two")), "0G2");
    assert_eq!(one.line(&routed("three")), "0G3");
    assert_eq!(two.line(&routed("three")), "0G3");
    assert_eq!(one.line(&routed("four")), "-1TPESYSTEM");
    // A group moves to its second machine, and back.
    let moves = |from: &Host, to: &Host, group: &str| {
        for host in [from, to] {
            let output = host.conv(&["admin", "migrategroup", group]);
            assert!(output.status.success(), "{}", text(&output));
        }
    };
    let is_at =
        |host: &Host| text(&host.conv(&["admin", "psr", "-g", "G4", "-j"])).contains("CALL");
    assert!(is_at(three) && !is_at(one));
    moves(three, one, "G4");
    assert!(is_at(one) && !is_at(three));
    until("two finds it", || two.line(&call("MOVES")) == "0 plain x");
    moves(one, three, "G4");
    assert!(is_at(three) && !is_at(one));
    let output = two.conv(&["admin", "migg", "G4"]);
    assert!(
        text(&output).contains("and this is S2"),
        "{}",
        text(&output)
    );
    // A transaction stays where it is.
    let outside = "w $$tpbegin^%ATMI(30),\" \",$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\"),\" \",$$tperrno^%ATMI(\"NAME\"),\" \" \
        w $$tpcall^%ATMI(\"PLAIN\",\"x\",,.o,.l),\" \",$$tperrno^%ATMI(\"NAME\"),\" \" \
        w $$tpcall^%ATMI(\"PLAIN\",\"x\",,.o,.l,\"TPNOTRAN\"),\" \",$$tpabort^%ATMI(0)";
    assert_eq!(one.line(outside), "0 -1 TPETRAN -1 TPETRAN 0 0");
    // Who has no certificate of the authority is told from a machine, and named in the log.
    let stranger =
        "head -c 5000 /dev/urandom >/dev/tcp/10.77.0.1/4100; echo x >/dev/tcp/10.77.0.1/4100";
    let strangers = two.command("bash").args(["-c", stranger]).output();
    assert!(strangers.is_ok());
    until("strangers are in the log", || {
        let log = one.log();
        log.matches("the stream with 10.77.0.2:").count() == 2
    });
    // The client's end is told to the service, on the other machine.
    let mut client = one.begin("s cd=$$tpconnect^%ATMI(\"LISTEN\",,,\"TPSENDONLY\") w $j,! h 100");
    let job = client.says();
    let table = text(&one.conv(&["admin", "conversations", "-j"]));
    assert!(table.contains("LISTEN") && table.contains("S2"), "{table}");
    assert!(one.command("kill").args(["-9", &job]).status().is_ok());
    client.output();
    until("the service is told", || {
        two.log().contains("LISTEN saw TPEV_DISCONIMM")
    });
    // A monitor that dies leaves conversations with other machines alone.
    let mut through = one.begin(
        "s cd=$$tpconnect^%ATMI(\"ECHO\",,,\"TPSENDONLY\") w cd,! f  q:$d(^go)  h .05\n \
         i $$tpsend^%ATMI(cd,\"end\",,\"TPRECVONLY\",.e)!$$tprecv^%ATMI(cd,.d,.l,\"\",.e) w d,\" \",e",
    );
    assert_eq!(through.says(), "0");
    one.kill_monitor();
    one.waits_for("S2", "KNOWN");
    let table = text(&one.conv(&["admin", "bbs", "-j"]));
    assert!(table.contains("\"conversations\",\"now\":1"), "{table}");
    one.line("s ^go=1");
    assert_eq!(through.output(), "end TPEV_SVCSUCC");

    // S3 is cut off: both sides are told, and S1 forgets what S3 offers.
    let mut lost = one.begin(&waiting("SLOW3"));
    assert_eq!(lost.says(), "0");
    let mut left = three.begin(&sending("ECHO"));
    assert_eq!(left.says(), "0");
    let mut asked = one.begin(&asking("SLEEPS3"));
    assert_eq!(asked.says(), "1");
    until("S3 serves", || three.log().contains("SLEEPS begins"));
    net.link(3, "down");
    assert_eq!(lost.output(), "TPEV_SVCERR TPEEVENT");
    assert_eq!(asked.output(), "-1 TPESVCERR");
    assert_eq!(left.output(), "TPEV_SVCERR");
    until("S2's service is told", || {
        two.log().contains("ECHO saw TPEV_DISCONIMM")
    });
    one.waits_for("S3", "SILENT");
    assert_eq!(one.line(&call("PLAIN")), "-1  TPENOENT");
    three.waits_for("S1", "SILENT");
    // It comes back.
    net.link(3, "up");
    one.waits_for("S3", "KNOWN");
    until("S3 serves again", || {
        one.line(&call("PLAIN")) == "0 plain x"
    });

    // S2 is killed with all that runs on it.
    let mut lost = one.begin(&sending("ECHO"));
    assert_eq!(lost.says(), "0");
    let mut asked = one.begin(&asking("SLEEPS"));
    assert_eq!(asked.says(), "1");
    until("S2 serves", || two.log().contains("SLEEPS begins"));
    drop(net.hosts.remove(1));
    assert_eq!(lost.output(), "TPEV_SVCERR");
    assert_eq!(asked.output(), "-1 TPESVCERR");
    net.hosts[0].waits_for("S2", "SILENT");
    // Its group goes on elsewhere.
    let output = net.hosts[1].conv(&["admin", "migratemach", "S2"]);
    assert!(output.status.success(), "{}", text(&output));
    until("S3 has G2", || {
        net.hosts[0].line(talk) == "50 TPEV_SENDONLY\nend TPEV_SVCSUCC 3"
    });
    assert_eq!(net.hosts[0].line(&routed("two")), "0G2");
    let said = text(&net.hosts[0].conv(&["shutdown", "-c"]));
    assert!(said.contains("stopped."), "{said}");
    let one = &net.hosts[0];
    until("nothing is left on S1", || {
        let left = one
            .command("sh")
            .args(["-c", "ps ax | grep -c -- [-]-conv-"])
            .output();
        text(&left.unwrap()).trim() == "0"
    });
    net.hosts[1].waits_for("S1", "SILENT");
}
