//! Extracts and loads: with GT.M's utilities, where it is installed, and by loads that are killed.

use crate::{Folder, kill, mrun};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn db(folder: &Folder, args: &[&str]) -> Output {
    let mut command = mrun(&folder.database());
    command.current_dir(&folder.0).arg("db").args(args);
    command.output().unwrap()
}

#[track_caller]
fn good(output: Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Lines behind the header.
fn nodes(text: &[u8]) -> Vec<u8> {
    let text: Vec<&[u8]> = text.splitn(3, |b| *b == b'\n').collect();
    text[2].to_vec()
}

/// GT.M with a database in the folder; `None`, which is told, where it is not installed.
struct Gtm {
    dist: PathBuf,
    folder: PathBuf,
    utf8: bool,
}

impl Gtm {
    fn new(folder: &Folder, utf8: bool) -> Option<Gtm> {
        let debian = || {
            let found = fs::read_dir("/usr/lib/x86_64-linux-gnu/fis-gtm").ok()?;
            Some(found.flatten().next()?.path())
        };
        let dist = std::env::var_os("gtm_dist").map(PathBuf::from);
        let Some(dist) = dist.filter(|d| d.join("mupip").exists()).or_else(debian) else {
            eprintln!("SKIPPED: GT.M is not installed");
            return None;
        };
        let gtm = Gtm {
            dist,
            folder: folder.0.clone(),
            utf8,
        };
        let script = "change -segment DEFAULT -file=gtm.dat\n\
            change -segment DEFAULT -block_size=4096\n\
            change -region DEFAULT -key_size=1019\n\
            change -region DEFAULT -record_size=1048576\n\
            change -region DEFAULT -null_subscripts=always\n\
            change -region DEFAULT -stdnullcoll\n\
            exit\n";
        let mut gde = gtm.command("mumps", &["-run", "GDE"]);
        gde.stdin(Stdio::piped()).stdout(Stdio::null());
        let mut child = gde.spawn().unwrap();
        let mut input = child.stdin.take().unwrap();
        input.write_all(script.as_bytes()).unwrap();
        drop(input);
        assert!(child.wait().unwrap().success());
        gtm.mupip(&["create"]);
        Some(gtm)
    }

    fn command(&self, program: &str, args: &[&str]) -> Command {
        let mut command = Command::new(self.dist.join(program));
        let library = match self.utf8 {
            true => "utf8/libgtmutil.so",
            false => "libgtmutil.so",
        };
        command
            .args(args)
            .current_dir(&self.folder)
            .env("gtm_dist", &self.dist)
            .env("gtmgbldir", self.folder.join("gtm.gld"))
            .env(
                "gtmroutines",
                format!(". {}", self.dist.join(library).display()),
            )
            .stderr(Stdio::null());
        if self.utf8 {
            command
                .env("gtm_chset", "UTF-8")
                .env("gtm_icu_version", "7.2")
                .env("LC_ALL", "C.UTF-8");
        }
        command
    }

    #[track_caller]
    fn mupip(&self, args: &[&str]) {
        let output = self.command("mupip", args).output().unwrap();
        assert!(output.status.success(), "{args:?}: {output:?}");
    }
}

/// Nodes of all kinds, as an extract without header.
fn varied() -> String {
    let mut text = String::new();
    for n in 0..300 {
        text += &format!("^%Z({n},\"x\",-{n}.5)=\"value {n}\"\n");
        text += &format!("^many({})=$C({})\n", n * 1_000_003, n % 32);
    }
    for line in [
        "^a=\"\"",
        "^a(\"\")=\"null\"",
        "^a(-1.5)=\"q\"\"q\"",
        "^a(.001)=\"1\"",
        "^a(100000000000000000000)=$C(0)",
        "^a(\"-0\")=\"1E5\"",
        "^a(\"01\")=$C(10,13)_\"b\"_$C(127)",
        "^a(\"a\"_$C(0,1,2)_\"b\")=\"trailing blank \"",
        "^a(\"x\"\"y\",1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,29,30)=\"deep\"",
    ] {
        text += line;
        text.push('\n');
    }
    text += &format!("^b(\"{}\")=\"long key\"\n", "k".repeat(1014));
    text += &format!("^c=\"{}\"\n", "v".repeat(1 << 20));
    text += &format!("^d={}\n", ["\"x\"_$C(1)"; 5000].join("_"));
    text
}

fn written(folder: &Folder, name: &str, text: &[u8]) -> String {
    let path = folder.0.join(name);
    fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_string()
}

#[test]
fn extracts_and_loads_are_those_of_mupip() {
    let folder = Folder::new();
    let Some(gtm) = Gtm::new(&folder, false) else {
        return;
    };
    let text = format!("all\n26-NOV-2026  22:44:32 ZWR\n{}", varied());
    let all = written(&folder, "all.zwr", text.as_bytes());
    good(db(&folder, &["load", &all]));
    // Ours, read and written by GT.M, in both formats; what GO cannot show stays out.
    for (format, select) in [("zwr", "*"), ("go", "%Z,b,c")] {
        let ours = format!("ours.{format}");
        good(db(
            &folder,
            &["extract", "-format", format, "-select", select, &ours],
        ));
        let flag = format!("-format={format}");
        gtm.mupip(&["load", &flag, &ours]);
        let theirs = format!("theirs.{format}");
        let wanted = format!("-select={select}");
        gtm.mupip(&["extract", &flag, &wanted, "-label=x", &theirs]);
        let [ours, theirs] = [ours, theirs].map(|name| fs::read(folder.0.join(name)).unwrap());
        assert!(nodes(&ours) == nodes(&theirs), "{format}");
        assert_eq!(
            ours.split(|b| *b == b'\n').next().unwrap(),
            b"GT.M MUPIP EXTRACT"
        );
        // And theirs read by us.
        let other = Folder::new();
        let path = written(&other, "theirs", &theirs);
        good(db(&other, &["load", &path]));
        let again = db(&other, &["extract", "--format", format]).stdout;
        assert!(nodes(&again) == nodes(&theirs), "{format}");
    }
}

#[test]
fn extracts_in_utf8_are_those_of_mupip() {
    let folder = Folder::new();
    let Some(gtm) = Gtm::new(&folder, true) else {
        return;
    };
    let text = "l UTF-8\n26-NOV-2026  22:44:32 ZWR\n\
        ^u(\"é\")=\"é\"_$ZCH(200)_$C(8232)\n^u($ZCH(200))=$C(10)\n^u(\"日本\",1)=\"𝄞\"_$C(173)\n";
    let all = written(&folder, "all.zwr", text.as_bytes());
    good(db(&folder, &["load", &all]));
    let mut extract = mrun(&folder.database());
    extract.args(["db", "extract"]).env("gtm_chset", "UTF-8");
    let ours = extract.output().unwrap().stdout;
    written(&folder, "ours.zwr", &ours);
    gtm.mupip(&["load", "ours.zwr"]);
    gtm.mupip(&["extract", "-format=zwr", "theirs.zwr"]);
    let theirs = fs::read(folder.0.join("theirs.zwr")).unwrap();
    assert_eq!(
        String::from_utf8_lossy(&nodes(&ours)),
        String::from_utf8_lossy(&nodes(&theirs))
    );
    let label = |text: &[u8]| text.split(|b| *b == b'\n').next().map(<[u8]>::to_vec);
    assert_eq!(label(&ours), label(&theirs));
}

#[test]
fn headers_selections_and_lines() {
    let folder = Folder::new();
    let text =
        "x\r\n26-NOV-2026  22:44:32 ZWR\r\n^a=1\r\n^a(2)=\"two\"\r\n\r\n^b=3\r\n^%c=4\r\n^d=5";
    let file = written(&folder, "f", text.as_bytes());
    let told = good(db(&folder, &["load", "--begin", "4", "--end", "6", &file]));
    assert!(
        told.contains("Beginning LOAD at record number: 4\n"),
        "{told}"
    );
    assert!(
        told.contains("Key Cnt: 2  Max Subsc Len: 6  Max Data Len: 3\n"),
        "{told}"
    );
    let all = |select: &str| {
        let out = db(
            &folder,
            &["extract", "--nolog", "--label", "L", "--select", select],
        );
        String::from_utf8(out.stdout).unwrap()
    };
    let text = all("*");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("L"));
    let date = lines.next().unwrap();
    assert!(date.ends_with(" ZWR") && date.len() == "26-NOV-2026  22:44:32 ZWR".len());
    assert_eq!(lines.collect::<Vec<_>>(), ["^a(2)=\"two\"", "^b=\"3\""]);
    good(db(&folder, &["load", &file]));
    for (select, wanted) in [("%*", 1), ("a:b", 3), ("^d,a", 3), ("b*,%c", 2)] {
        assert_eq!(all(select).lines().count(), 2 + wanted, "{select}");
    }
    let none = db(&folder, &["extract", "--select", "q"]);
    assert_eq!(none.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&none.stderr).contains("%GTM-W-NOSELECT"));
    let twice = db(&folder, &["extract", "f"]);
    assert!(String::from_utf8_lossy(&twice.stderr).contains("%GTM-E-EXTRFILEXISTS"));
}

#[test]
fn errors_are_told_with_their_lines() {
    let folder = Folder::new();
    let text = "x\n26-NOV-2026  22:44:32 ZWR\n^a=1\n^b=\n^c(1=2\n^d=\"end\"\n";
    let file = written(&folder, "f", text.as_bytes());
    let output = db(&folder, &["load", &file]);
    assert_eq!(output.status.code(), Some(1));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    for wanted in [
        "%GTM-E-RECLOAD, Error loading record number: 4\n%GTM-I-TEXT, column 4: ",
        "\n\t^b=\n\t   ^-----\n",
        "number: 5\n%GTM-I-TEXT, column 5: a comma or a right parenthesis is expected\n\t^c(1=2\n\t    ^-----\n",
        "Key Cnt: 2 ",
        "%GTM-E-FAILEDRECCOUNT, LOAD unable to process 2 records\n",
        "%GTM-I-LOADRECCNT, Last EXTRACT record processed by LOAD: 6\n",
    ] {
        assert!(told.contains(wanted), "{wanted:?} in {told}");
    }
    let output = db(&folder, &["load", "-onerror=stop", &file]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        told.contains("Key Cnt: 1 ") && told.contains("process 1 records"),
        "{told}"
    );
    for (text, args, wanted) in [
        ("x\ny\n^a=1\n", &[][..], "%GTM-E-LDBINFMT"),
        ("", &[], "%GTM-E-LDBINFMT"),
        (
            "x\n26-NOV-2026  22:44:32 ZWR\n",
            &["--begin", "9"],
            "%GTM-E-LOADEOF",
        ),
        (
            "x\n26-NOV-2026  22:44:32 ZWR\n",
            &["--begin", "9", "--end", "8"],
            "%GTM-E-LOADEDBG",
        ),
        (
            "x\n26-NOV-2026  22:44:32\n^a\n",
            &[],
            "the value is missing",
        ),
    ] {
        let file = written(&folder, "g", text.as_bytes());
        let output = db(&folder, &[&["load", &file], args].concat());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(
            !output.status.success() && told.contains(wanted),
            "{wanted}: {told}"
        );
    }
}

/// A load reads from a FIFO, so that it is known how far it can have come when it is killed.
#[test]
fn a_killed_load_is_resumed() {
    let folder = Folder::new();
    let path = folder.0.join("f.zwr");
    assert!(
        Command::new("mkfifo")
            .arg(&path)
            .status()
            .unwrap()
            .success()
    );
    let line = |n: usize| format!("^x({n})=\"{}\"\n", "v".repeat(100));
    let mut text = String::from("x\n26-NOV-2026  22:44:32 ZWR\n");
    text.extend((0..40_000).map(line));
    let mut loading = mrun(&folder.database());
    loading
        .args(["db", "load", "--batch", "64"])
        .arg(&path)
        .stderr(Stdio::null());
    let mut child = loading.spawn().unwrap();
    let mut pipe = fs::OpenOptions::new().write(true).open(&path).unwrap();
    pipe.write_all(&text.as_bytes()[..text.len() / 2]).unwrap();
    // All of this half but a batch or two is committed some time.
    let first = |folder: &Folder| db(folder, &["extract", "--nolog"]).stdout.len();
    while first(&folder) < text.len() / 4 {
        std::thread::yield_now();
    }
    kill(&mut child);
    drop(pipe);
    fs::remove_file(&path).unwrap();
    let name = path.to_str().unwrap();
    let changed = text.replace("v\"\n", "w\"\n");
    fs::write(&path, changed).unwrap();
    let told = db(&folder, &["load", "--resume", name]);
    assert!(!told.status.success());
    let told = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(
        told.contains("not the one whose load was stopped"),
        "{told}"
    );
    fs::write(&path, &text).unwrap();
    let told = good(db(&folder, &["load", "--resume", name]));
    assert!(told.contains(": going on behind it\n"), "{told}");
    assert!(!told.contains("at record number: 3\n"), "{told}");
    assert!(told.contains("Key Cnt: 40000 "), "{told}");
    let all = db(&folder, &["extract", "--nolog"]).stdout;
    let mut wanted: Vec<&str> = text.lines().skip(2).collect();
    let mut found: Vec<&str> = std::str::from_utf8(&all).unwrap().lines().skip(2).collect();
    wanted.sort_unstable();
    found.sort_unstable();
    assert!(found == wanted);
    // What is loaded to its end leaves no mark.
    let told = good(db(&folder, &["load", "--resume", name]));
    assert!(told.contains("at record number: 3\n"), "{told}");
    assert!(good(db(&folder, &["check"])).is_empty());
}

#[test]
fn several_files_and_standard_input() {
    let folder = Folder::new();
    let one = written(&folder, "1", b"x\n26-NOV-2026  22:44:32 ZWR\n^a=1\nbad\n");
    let two = written(&folder, "2", b"x\n26-NOV-2026  22:44:32\n^b\ntwo\n");
    let output = db(&folder, &["load", &one, &two]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let place = format!("record number: 4 of {one}\n");
    assert!(
        told.contains(&place) && told.contains("Key Cnt: 2 "),
        "{told}"
    );
    let mut command = mrun(&folder.database());
    command.args(["db", "load", "-stdin"]);
    command.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    input
        .write_all(&fs::read(Path::new(&two)).unwrap())
        .unwrap();
    drop(input);
    assert!(child.wait_with_output().unwrap().status.success());
}
