//! Call-ins: a C program that is linked with mrun's library, and with GT.M's where it is installed.

use super::{Folder, HERE, gtm, has_compiler, library, mrun};
use std::path::Path;
use std::process::Command;

/// Runs the program with one library.
fn run(dir: &Path, name: &str, args: &[&str], search: &str, dist: &str) -> String {
    let folder = Folder::with(&["callin.c", "callin.m", "callin.ci"]);
    let at = format!("-L{}", dir.display());
    let path = format!("-Wl,-rpath,{}", dir.display());
    let library = format!("-l{name}");
    folder.compile(&["-o", "callin", "callin.c", &at, &library, &path]);
    let env = [
        ("gtm_dist", dist),
        ("gtmroutines", search),
        ("GTMCI", "callin.ci"),
    ];
    let out = folder.run(&folder.0.join("callin"), args, &env);
    String::from_utf8_lossy(&out).into_owned()
}

#[test]
fn a_c_program_calls_m_as_it_does_under_gtm() {
    if !has_compiler() {
        return;
    }
    for case in ["all", "halt", "zhalt"] {
        let file = Path::new(HERE).join(format!("callin-{case}.out"));
        if let Some(dist) = gtm() {
            let at = dist.display().to_string();
            let search = format!(". {at}/libgtmutil.so");
            let got = run(&dist, "gtmshr", &[case], &search, &at);
            if std::env::var_os("MRUN_RECORD").is_some() {
                std::fs::write(&file, &got).unwrap();
            }
            assert_eq!(std::fs::read_to_string(&file).unwrap(), got, "GT.M, {case}");
        } else {
            eprintln!("GT.M is not installed: compared with its recorded output only");
        }
        let got = run(&library(), "mrun", &[case], ".", "");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), got, "mrun, {case}");
    }
}

#[test]
fn the_example_runs_with_what_dist_installs() {
    if !has_compiler() {
        return;
    }
    let folder = Folder::new();
    let made = Command::new(mrun())
        .args(["dist", "dist"])
        .current_dir(&folder.0)
        .status()
        .unwrap();
    assert!(made.success());
    let files = ["vector.c", "vector.xc", "vector.m", "greet.c", "greet.ci"];
    for file in files {
        let from = Path::new(HERE).join("../../examples/c").join(file);
        std::fs::copy(from, folder.0.join(file)).unwrap();
    }
    folder.compile(&["-Idist", "-shared", "-fPIC", "-o", "vector.so", "vector.c"]);
    let env = [("VECTOR", "."), ("GTMXC_vector", "vector.xc")];
    let out = folder.run(mrun(), &["vector.m"], &env);
    assert_eq!(String::from_utf8_lossy(&out), "6\nSHOUT\n");
    // GT.M's name of the library links too, where the library is beside the program.
    if library() == mrun().parent().unwrap() {
        folder.compile(&[
            "-Idist",
            "-o",
            "greet",
            "greet.c",
            "-Ldist",
            "-lgtmshr",
            "-Wl,-rpath,dist",
        ]);
        let env = [("ydb_ci", "greet.ci"), ("gtmroutines", ".")];
        let out = folder.run(&folder.0.join("greet"), &[], &env);
        assert_eq!(String::from_utf8_lossy(&out), "Hello, C!\n");
    }
}
