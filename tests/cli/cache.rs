//! Object files: when they are used, when not, and that a program never notices.

use crate::{Folder, outcome};
use std::fs::{self, File, FileTimes, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, SystemTime};

/// A routine that is long enough for the cache of the user, and an hour old.
fn source(f: &Folder, name: &str, says: &str) -> PathBuf {
    let filler = " set x=$get(x)+1,y=$piece(\"a^b\",\"^\",2)\n".repeat(60);
    let path = f.write(name, &format!("t ;\n{filler} write \"{says}\",!\n quit\n"));
    age(&path, 3600);
    path
}

fn age(path: &Path, seconds: u64) {
    let file = File::options().write(true).open(path).unwrap();
    let then = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 - seconds);
    file.set_times(FileTimes::new().set_modified(then)).unwrap();
}

/// Object files below a folder.
fn objects(dir: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            out.extend(objects(&path));
        } else if path.extension().is_some_and(|e| e == "mo") {
            out.push(path);
        }
    }
    out.sort();
    out
}

fn run(f: &Folder, search: &str) -> Command {
    let mut command = f.mrun(&["-run", "t"]);
    command
        .env("gtmroutines", search)
        .env("MRUN_CACHE", f.0.join("cache"));
    command
}

#[track_caller]
fn says(command: &mut Command, what: &str) {
    let expected = (format!("{what}\n"), String::new(), Some(0));
    assert_eq!(outcome(command), expected);
}

#[test]
fn code_is_kept_and_used_while_the_source_stays_as_it_is() {
    let f = Folder::new();
    let path = source(&f, "src/t.m", "one");
    says(&mut run(&f, "src"), "one");
    let kept = objects(&f.0.join("cache"));
    assert_eq!(kept.len(), 1);
    assert_eq!(
        fs::metadata(&kept[0]).unwrap().permissions().mode() & 0o022,
        0
    );
    // The same date and length: only the object file can be what still says so.
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("one", "two")).unwrap();
    age(&path, 3600);
    says(&mut run(&f, "src"), "one");
    // Another date: the bytes decide.
    age(&path, 3500);
    says(&mut run(&f, "src"), "two");
    age(&path, 3400);
    says(&mut run(&f, "src"), "two");
    assert_eq!(objects(&f.0.join("cache")), kept);
}

#[test]
fn a_source_that_has_only_just_changed_is_read() {
    let f = Folder::new();
    let path = source(&f, "src/t.m", "one");
    let now = || {
        let file = File::options().write(true).open(&path).unwrap();
        let then = SystemTime::now() + Duration::from_secs(3600);
        file.set_times(FileTimes::new().set_modified(then)).unwrap();
        then
    };
    let then = now();
    says(&mut run(&f, "src"), "one");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("one", "two")).unwrap();
    let file = File::options().write(true).open(&path).unwrap();
    file.set_times(FileTimes::new().set_modified(then)).unwrap();
    says(&mut run(&f, "src"), "two");
}

#[test]
fn files_that_are_damaged_or_that_others_could_have_written_are_not_used() {
    let f = Folder::new();
    let path = source(&f, "src/t.m", "one");
    says(&mut run(&f, "src"), "one");
    let kept = objects(&f.0.join("cache")).remove(0);
    let whole = fs::read(&kept).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("one", "two")).unwrap();
    age(&path, 3600);
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    let mut foreign = whole.clone();
    foreign[8] ^= 1;
    for damaged in [
        &whole[..0],
        &whole[..whole.len() / 2],
        &flipped,
        &foreign,
        b"x",
    ] {
        fs::write(&kept, damaged).unwrap();
        says(&mut run(&f, "src"), "two");
        // It was written again; put back what says the other thing.
        assert_ne!(fs::read(&kept).unwrap(), damaged);
    }
    fs::write(&kept, &whole).unwrap();
    says(&mut run(&f, "src"), "one");
    fs::set_permissions(&kept, Permissions::from_mode(0o666)).unwrap();
    says(&mut run(&f, "src"), "two");
}

#[test]
fn the_cache_can_be_moved_switched_off_and_not_be_there() {
    let f = Folder::new();
    source(&f, "src/t.m", "one");
    says(run(&f, "src").env("MRUN_CACHE", "off"), "one");
    says(run(&f, "objects(src)").env("MRUN_CACHE", "off"), "one");
    assert!(objects(&f.0).is_empty());
    // A folder that cannot be made.
    f.write("file", "");
    says(
        run(&f, "src").env("MRUN_CACHE", f.0.join("file/cache")),
        "one",
    );
    says(
        run(&f, "file/objects(src)").env("MRUN_CACHE", "/dev/full"),
        "one",
    );
    assert!(objects(&f.0).is_empty());
    says(run(&f, "src").env_remove("MRUN_CACHE"), "one");
    assert_eq!(objects(&f.0.join(".cache/mrun")).len(), 1);
    says(
        run(&f, "src")
            .env_remove("MRUN_CACHE")
            .env("XDG_CACHE_HOME", f.0.join("xdg")),
        "one",
    );
    assert_eq!(objects(&f.0.join("xdg/mrun")).len(), 1);
}

#[test]
fn object_folders_hold_objects_which_need_no_sources() {
    let f = Folder::new();
    let path = source(&f, "src/t.m", "one");
    fs::create_dir(f.0.join("objects")).unwrap();
    f.write("objects/t.o", "GT.M's own");
    says(&mut run(&f, "objects*(src)"), "one");
    assert_eq!(objects(&f.0), [f.0.join("objects/t.mo")]);
    fs::remove_file(path).unwrap();
    says(&mut run(&f, "objects(src)"), "one");
    says(&mut run(&f, "objects"), "one");
    assert_eq!(fs::read(f.0.join("objects/t.o")).unwrap(), b"GT.M's own");
    // Its name is that of the routine it holds.
    fs::rename(f.0.join("objects/t.mo"), f.0.join("objects/u.mo")).unwrap();
    let (_, error, status) = outcome(f.mrun(&["-run", "u"]).env("gtmroutines", "objects"));
    assert!(error.contains("ZLINKFILE") && status != Some(0), "{error}");
}

#[test]
fn programs_that_start_at_once_do_not_disturb_each_other() {
    let f = Folder::new();
    source(&f, "src/t.m", "one");
    let started: Vec<_> = (0..8)
        .map(|_| {
            run(&f, "src")
                .stdout(std::process::Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in started {
        let out = child.wait_with_output().unwrap();
        assert_eq!(String::from_utf8_lossy(&out.stdout), "one\n");
    }
    // No temporary file is left.
    let dir = objects(&f.0.join("cache")).remove(0);
    assert_eq!(fs::read_dir(dir.parent().unwrap()).unwrap().count(), 1);
}

#[test]
fn scripts_are_kept_and_their_errors_shown_each_time() {
    let f = Folder::new();
    let filler = " set x=1\n".repeat(200);
    let path = f.write("e.m", &format!("e write 1,!\n quit\n{filler} foo x\n"));
    age(&path, 3600);
    for _ in 0..2 {
        let (out, error, status) = outcome(f.mrun(&["e.m"]).env("MRUN_CACHE", f.0.join("c")));
        assert_eq!((out.as_str(), status), ("1\n", Some(0)));
        assert!(error.contains("At column 2, line 203"), "{error}");
    }
    assert_eq!(objects(&f.0.join("c")).len(), 1);
}

#[test]
fn mumps_and_zcompile_write_objects_under_the_names_of_gtm() {
    let f = Folder::new();
    f.write("a.m", "a write \"a\",!\n quit\n");
    f.write("sub/bad.m", "bad\n set 2=x\n");
    let (_, _, status) = outcome(&mut f.mrun(&["dist", "dist"]));
    assert_eq!(status, Some(0));
    let mumps = f.0.join("dist/mumps");
    let compile = |args: &[&str]| {
        let (_, error, status) = outcome(&mut f.program(&mumps, args));
        let made: Vec<_> = objects(&f.0)
            .into_iter()
            .map(|p| {
                fs::remove_file(&p).unwrap();
                p.strip_prefix(&f.0).unwrap().display().to_string()
            })
            .collect();
        (
            made.join(" "),
            error.lines().last().unwrap_or("").to_string(),
            status,
        )
    };
    let ok = |made: &str| (made.to_string(), String::new(), Some(0));
    assert_eq!(compile(&["a.m"]), ok("a.mo"));
    assert_eq!(compile(&["a"]), ok("a.mo"));
    assert_eq!(compile(&["-object=sub/x.o", "a.m"]), ok("sub/x.mo"));
    assert_eq!(compile(&["-object=y", "a.m"]), ok("y.mo"));
    assert_eq!(compile(&["-nameofrtn=foo", "a.m"]), ok("foo.mo"));
    assert_eq!(compile(&["-noobject", "a.m"]), ok(""));
    assert_eq!(compile(&["-list", "a.m"]), ok("a.mo"));
    assert!(
        fs::read_to_string(f.0.join("a.lis"))
            .unwrap()
            .ends_with("\nno errors\n")
    );
    let variable = "%GTM-E-VAREXPECTED, Variable expected in this context";
    assert_eq!(
        compile(&["sub/bad.m", "a.m"]),
        ("a.mo bad.mo".to_string(), variable.to_string(), Some(1))
    );
    let missing = format!("%GTM-E-FILENOTFND, File {}/b.o.m not found", f.0.display());
    assert_eq!(compile(&["b.o"]), (String::new(), missing, Some(1)));
    let value = "%GTM-E-CLIERR, Unrecognized option : OBJECT, value expected but not found";
    assert_eq!(
        compile(&["-object=", "a.m"]),
        (String::new(), value.to_string(), Some(253))
    );
}
