//! Generates the parsers of `lalrpop/` and the message catalogue of `src/value/messages.tsv`.

use std::{env, fs, path::Path};

fn main() {
    println!("cargo:rerun-if-changed=lalrpop");
    println!("cargo:rerun-if-changed=src/value/messages.tsv");
    println!("cargo:rerun-if-changed=build.rs");
    let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    lalrpop::Configuration::new()
        .set_in_dir("lalrpop")
        .set_out_dir(&out)
        .process()
        .expect("the grammars of lalrpop/ are well-formed");
    messages(Path::new(&out));
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
        consts += &format!("/// {message:?}\npub const {mnemonic}: Code = Code({at});\n");
        rows += &format!(
            "Message {{ base: {number}, mnemonic: {mnemonic:?}, severity: b'{severity}', ecode: {ecode:?}, text: {message:?} }},\n"
        );
    }
    let table = format!("{consts}\nstatic MESSAGES: &[Message] = &[\n{rows}];\n");
    fs::write(out.join("messages.rs"), table).expect("OUT_DIR is writable");
}
