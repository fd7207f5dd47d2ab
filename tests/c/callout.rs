//! External calls: each line of callout.txt with its table, in a process of its own; and tables that are broken.

use super::{Folder, HERE, gtm, has_compiler, mrun};
use std::path::Path;

/// A table, and commands that use it; the routine that executes them.
struct Case {
    line: String,
    table: String,
    entry: &'static str,
    commands: String,
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(Path::new(HERE).join("callout.txt")).unwrap();
    let (mut cases, mut table, mut fresh) = (Vec::new(), String::new(), true);
    for line in text.lines() {
        if let Some(row) = line.strip_prefix("| ") {
            if fresh {
                table.clear();
            }
            fresh = false;
            table += row.strip_suffix('\\').unwrap_or(row);
            table += if row.ends_with('\\') { "" } else { "\n" };
        } else if let Some(rest) = line.strip_prefix('>') {
            fresh = true;
            let (how, commands) = rest.split_once(' ').unwrap();
            cases.push(Case {
                line: line.to_string(),
                table: table.replace("@LIB@", "$lib/functions.so"),
                entry: match how {
                    "" => "case",
                    _ => "untrap^case",
                },
                commands: commands.to_string(),
            });
        }
    }
    cases
}

fn folder() -> Folder {
    let folder = Folder::with(&["functions.c", "case.m", "case.ci"]);
    folder.compile(&["-shared", "-fPIC", "-o", "functions.so", "functions.c"]);
    folder
}

/// Runs commands with a table, under mrun or GT.M.
fn run(folder: &Folder, case: &Case, dist: Option<&Path>) -> Vec<u8> {
    std::fs::write(folder.0.join("case.xc"), &case.table).unwrap();
    let program = dist.map_or(mrun().to_path_buf(), |d| d.join("mumps"));
    let dist = dist.map_or(String::new(), |d| d.display().to_string());
    let search = match &dist[..] {
        "" => ".".to_string(),
        dist => format!(". {dist}/libgtmutil.so"),
    };
    let at = |name: &str| folder.0.join(name).display().to_string();
    let env = [
        ("gtm_dist", &dist[..]),
        ("gtmroutines", &search),
        ("LINE", &case.commands),
        ("GTMXC", &at("case.xc")),
        ("GTMCI", &at("case.ci")),
    ];
    folder.run(&program, &["-run", case.entry], &env)
}

/// All cases one behind the other.
fn all(dist: Option<&Path>) -> Vec<(String, String)> {
    let folder = folder();
    let cases = cases();
    assert!(cases.len() > 400, "{}", cases.len());
    let output = |case: &Case| String::from_utf8_lossy(&run(&folder, case, dist)).into_owned();
    cases
        .iter()
        .map(|case| (format!("{}{}", case.table, case.line), output(case)))
        .collect()
}

/// The recorded outputs, in the order of the cases.
fn recorded() -> Vec<String> {
    let text = std::fs::read(Path::new(HERE).join("callout.out")).unwrap();
    let mut out: Vec<String> = Vec::new();
    for line in String::from_utf8_lossy(&text).lines() {
        match (line.strip_prefix('\t'), out.last_mut()) {
            (Some(text), Some(last)) => {
                *last += text;
                last.push('\n');
            }
            _ => out.push(String::new()),
        }
    }
    out
}

fn compare(got: &[(String, String)], who: &str) {
    let recorded = recorded();
    assert_eq!(recorded.len(), got.len());
    let wrong: Vec<String> = got
        .iter()
        .zip(&recorded)
        // A last line end more or less is the recording's.
        .filter(|((_, got), want)| got.trim_end_matches('\n') != want.trim_end_matches('\n'))
        .map(|((case, got), want)| format!("{case}\n--- recorded\n{want}--- {who}\n{got}"))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} cases:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn external_calls_print_what_they_print_under_gtm() {
    if !has_compiler() {
        return;
    }
    if let Some(dist) = gtm() {
        let got = all(Some(&dist));
        if std::env::var_os("MRUN_RECORD").is_some() {
            let text: String = cases()
                .iter()
                .zip(&got)
                .map(|(case, (_, out))| {
                    let out = out.trim_end_matches('\n').replace('\n', "\n\t");
                    format!("{}\n\t{out}\n", case.line)
                })
                .collect();
            std::fs::write(Path::new(HERE).join("callout.out"), text).unwrap();
        }
        compare(&got, "GT.M");
    } else {
        eprintln!("GT.M is not installed: compared with its recorded output only");
    }
    compare(&all(None), "mrun");
}

/// A small generator of numbers, the same in every run.
fn random(state: &mut u64, below: usize) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state % below as u64) as usize
}

#[test]
fn broken_tables_raise_errors_and_nothing_else() {
    if !has_compiler() {
        return;
    }
    let folder = folder();
    let whole = "$lib/functions.so\nf: void v0()\ng: gtm_status_t st0(I:gtm_char_t*, O:gtm_string_t*[100])\nh: gtm_char_t** cpp(IO:gtm_long_t *) : SIGSAFE\nGTMSHLIBEXIT=leave\n";
    let parts = [
        "\0",
        "\n",
        "\t",
        ":",
        "(",
        ")",
        "[",
        "]",
        "*",
        ",",
        "=",
        "//",
        "I:",
        "O:",
        "99999999999999999999",
        "[-1]",
        "$",
        "$lib",
        "gtm_foo_t",
        "void",
        "\u{e9}",
        "'",
        "GTMSHLIBEXIT",
        "%",
        "/dev/null",
        "//////",
        " ",
    ];
    let mut seed = 0x9e37_79b9_7f4a_7c15;
    let mut errors = 0;
    for _ in 0..200 {
        let mut table = whole.to_string();
        for _ in 0..=random(&mut seed, 3) {
            let cut = |n: usize, table: &str| {
                (0..=n)
                    .rev()
                    .find(|at| table.is_char_boundary(*at))
                    .unwrap()
            };
            let at = cut(random(&mut seed, table.len() + 1), &table);
            match random(&mut seed, 4) {
                0 => table.truncate(at),
                1 => {
                    let end = cut((at + 1 + random(&mut seed, 20)).min(table.len()), &table);
                    table.replace_range(at..end.max(at), "");
                }
                2 => table = table.repeat(2),
                _ => table.insert_str(at, parts[random(&mut seed, parts.len())]),
            }
        }
        let case = Case {
            line: String::new(),
            table: table.clone(),
            entry: "case",
            commands: "d &f()".into(),
        };
        let out = String::from_utf8_lossy(&run(&folder, &case, None)).into_owned();
        errors += usize::from(out.contains("%GTM-E-"));
        assert!(
            !out.contains("signal:") && !out.contains("panic") && !out.contains("exit status"),
            "{table:?}\n{out}"
        );
    }
    assert!(errors > 50, "{errors} errors");
}
