//! Mapping files: one name space in several databases.

use crate::Folder;
use std::fs;
use std::process::{Command, Output};

const MAPPING: &str = "mrun mapping
; everything else
*       rest.mrdb
A*      a/a.mrdb
ABC     rest.mrdb
%Z:%ZZ  z.mrdb
";

fn mrun(folder: &Folder, args: &[&str]) -> Output {
    crate::mrun(&folder.database()).args(args).output().unwrap()
}

fn run(folder: &Folder, entry: &str) -> String {
    let output = mrun(folder, &["-run", entry]);
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

fn mapped() -> Folder {
    let folder = Folder::new();
    fs::create_dir(folder.0.join("a")).unwrap();
    fs::write(folder.database(), MAPPING).unwrap();
    folder
}

#[test]
fn globals_go_to_their_files_and_are_one_name_space() {
    let folder = mapped();
    assert_eq!(run(&folder, "mapped"), "");
    let names =
        "^% ^%Z ^%ZA ^A ^AB ^ABC ^B ^T ^z \n^z ^T ^B ^ABC ^AB ^A ^%ZA ^%Z \n^B(1,2) ^AB(1)\n";
    assert_eq!(run(&folder, "names^mapped"), names);
    assert_eq!(run(&folder, "both^mapped"), "1 4 ^%Z 11 41 42 9\n");
    for (file, globals) in [
        ("rest.mrdb", "^ABC ^B ^T ^z"),
        ("a/a.mrdb", "^A ^AB"),
        ("z.mrdb", "^%Z ^%ZA"),
    ] {
        let mut command = crate::mrun(&folder.0.join(file));
        let out = command.args(["db", "extract", "--nolog"]).output().unwrap();
        let text = String::from_utf8(out.stdout).unwrap();
        let mut found: Vec<&str> = text
            .lines()
            .skip(2)
            .map(|line| line.split(['(', '=']).next().unwrap())
            .collect();
        found.dedup();
        assert_eq!(found.join(" "), globals, "{file}");
    }
    assert_eq!(
        run(&folder, "kill^mapped"),
        "^% ^%ZA ^A ^ABC ^B ^T ^z \n^z ^T ^B ^ABC ^A ^%ZA \n^B(1,2) \n"
    );
}

#[test]
fn tools_work_on_the_name_space() {
    let folder = mapped();
    run(&folder, "mapped");
    let all = mrun(&folder, &["db", "extract", "--nolog", "--label", "x"]).stdout;
    let other = mapped();
    let file = other.0.join("all.zwr");
    fs::write(&file, &all).unwrap();
    let loaded = mrun(&other, &["db", "load", file.to_str().unwrap()]);
    assert!(loaded.status.success(), "{loaded:?}");
    let again = mrun(&other, &["db", "extract", "--nolog", "--label", "x"]).stdout;
    let nodes = |text: &[u8]| -> Vec<String> {
        let text = String::from_utf8_lossy(text).into_owned();
        text.lines().skip(2).map(str::to_string).collect()
    };
    assert_eq!(nodes(&again), nodes(&all));
    assert_eq!(nodes(&all).len(), 8);
    assert!(other.0.join("a/a.mrdb").exists());
}

#[test]
fn a_wrong_mapping_is_told_with_its_line() {
    let folder = Folder::new();
    fs::write(folder.database(), "mrun mapping\n*  r.mrdb\nA**\tx\n").unwrap();
    let told = run(&folder, "mapped");
    let wanted = format!(
        "%GTM-E-ZGBLDIRACC, Cannot access global directory {}.  Cannot continue.\n\
         %GTM-I-TEXT, line 3: a name, NAME*, NAME:NAME or * is expected\n\
         %GTM-I-TEXT, A** x\n\
         %GTM-I-TEXT, ^-----\n",
        folder.database().canonicalize().unwrap().display()
    );
    assert!(told.contains(&wanted), "{told}\n{wanted}");
}

/// What is behind a name may change between a text and a database only when no process has it.
#[test]
fn what_is_no_mapping_is_no_database_either() {
    let folder = Folder::new();
    fs::write(folder.database(), "mrun mappings\n* r.mrdb\n").unwrap();
    assert!(run(&folder, "mapped").contains("%GTM-E-DBNOTGDS"));
}

/// The name of a global directory leads to a mapping, too, and an extended reference does.
#[test]
fn every_way_to_a_database_leads_to_a_mapping() {
    let folder = mapped();
    let gld = folder.0.join("test.gld");
    let write = |line: &str| {
        let routine = folder.0.join("x.m");
        fs::write(routine, format!("x\t{line}\n\tquit\n")).unwrap();
        let mut command: Command = crate::mrun(&folder.0.join("other.mrdb"));
        command.args(["-run", "x"]).env("gtmroutines", &folder.0);
        let output = command.output().unwrap();
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let path = gld.display();
    assert_eq!(write(&format!("set ^|\"{path}\"|AB=1,^z=2")), "");
    assert!(folder.0.join("a/a.mrdb").exists());
    assert_eq!(
        write(&format!("set $zgbldir=\"{path}\" write ^AB,$data(^z),!")),
        "10\n"
    );
}
