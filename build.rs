//! Generates the parsers of `lalrpop/` and the message catalogue of `src/value/messages.tsv`.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=lalrpop");
    println!("cargo:rerun-if-changed=src/value/messages.tsv");
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rustc-check-cfg=cfg(native)");
    let arch = env::var("CARGO_CFG_TARGET_ARCH").unwrap_or_default();
    if env::var_os("CARGO_FEATURE_JIT").is_some() && matches!(&arch[..], "x86_64" | "aarch64") {
        println!("cargo:rustc-cfg=native");
    }
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    lalrpop::Configuration::new()
        .set_in_dir("lalrpop")
        .set_out_dir(&out)
        .process()
        .expect("the grammars of lalrpop/ are well-formed");
    messages(Path::new(&out));
    stdlib(Path::new(&out));
    build_id(Path::new(&out));
    exports();
}

/// C libraries that `mrun` loads find the functions for C (`src/runtime/c/exports.rs`) in the program itself.
fn exports() {
    for names in ["gtm_*", "ydb_*"] {
        println!("cargo:rustc-link-arg-bins=-Wl,--export-dynamic-symbol={names}");
    }
}

/// A number for the sources that the program is made of: object files of another number are not read.
fn build_id(out: &Path) {
    use std::hash::{DefaultHasher, Hasher};
    let mut hasher = DefaultHasher::new();
    let mut paths = vec![Path::new("src").to_path_buf(), "lalrpop".into()];
    let mut files = Vec::new();
    while let Some(path) = paths.pop() {
        println!("cargo:rerun-if-changed={}", path.display());
        for entry in fs::read_dir(&path).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                paths.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    for path in files {
        hasher.write(path.as_os_str().as_encoded_bytes());
        hasher.write(&fs::read(&path).unwrap_or_default());
    }
    hasher.write(env!("CARGO_PKG_VERSION").as_bytes());
    fs::write(
        out.join("build_id.rs"),
        format!("{:#018x}", hasher.finish()),
    )
    .expect("OUT_DIR is writable");
}

/// A table of the routines in `stdlib/`: name and text.
fn stdlib(out: &Path) {
    println!("cargo:rerun-if-changed=stdlib");
    let mut rows = String::new();
    let mut files: Vec<_> = fs::read_dir("stdlib")
        .into_iter()
        .flatten()
        .flatten()
        .map(|e| e.path())
        .collect();
    files.sort();
    for path in files
        .iter()
        .filter(|p| p.extension().is_some_and(|e| e == "m"))
    {
        let name = path
            .file_stem()
            .expect("a file has a name")
            .to_string_lossy()
            .replace('_', "%");
        let path = fs::canonicalize(path).expect("the routine exists");
        rows += &format!("    ({name:?}, include_str!({path:?})),\n");
    }
    let table = format!(
        "/// Routines built into the program.\nstatic STDLIB: &[(&str, &str)] = &[\n{rows}];\n"
    );
    fs::write(out.join("stdlib.rs"), table).expect("OUT_DIR is writable");
}

/// One constant and one table row for each message; the rows stay sorted by number.
fn messages(out: &Path) {
    let text =
        fs::read_to_string("src/value/messages.tsv").expect("the message catalogue is readable");
    let (mut consts, mut rows) = (String::new(), String::new());
    for (at, line) in text.lines().filter(|l| !l.starts_with('#')).enumerate() {
        let f: Vec<&str> = line.split('\t').collect();
        let [number, mnemonic, severity, ecode, message] = f[..] else {
            panic!("messages.tsv: bad row {line:?}");
        };
        consts += &format!("/// `` {message} ``\npub const {mnemonic}: Code = Code({at});\n");
        rows += &format!(
            "Message {{ base: {number}, mnemonic: {mnemonic:?}, severity: b'{severity}', ecode: {ecode:?}, text: {message:?} }},\n"
        );
    }
    let table = format!("{consts}\nstatic MESSAGES: &[Message] = &[\n{rows}];\n");
    fs::write(out.join("messages.rs"), table).expect("OUT_DIR is writable");
}
