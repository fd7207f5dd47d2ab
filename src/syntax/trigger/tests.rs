//! Tests of trigger definitions.

use super::*;

fn definition_of(line: &str) -> Definition {
    match parse(line.as_bytes(), None, Chset::M).unwrap().entry {
        Entry::Add(definition) => *definition,
        other => panic!("{other:?}"),
    }
}

fn fault_of(line: &str) -> String {
    let wrong = parse(line.as_bytes(), None, Chset::M).unwrap_err();
    String::from_utf8(wrong.message(line.as_bytes(), Chset::M)).unwrap()
}

#[test]
fn all_parts_are_read() {
    let line = "+^b(sub=:,\"a\":\"c\";1:5;?1N.A) -commands=S,ztr -xecute=\"do \"\"x\"\"\" -name=foo -delim=$c(9)_\";\" -pieces=5;1:3;2:4 -options=noi,c";
    let d = definition_of(line);
    assert_eq!(
        subscripts::text(&d.subscripts),
        b"sub=*,\"a\":\"c\";1:5;?1N.A"
    );
    assert_eq!(names(d.commands, &COMMANDS), "S,ZTR");
    assert_eq!(names(d.options, &OPTIONS), "NOI,C");
    assert_eq!(d.delimiter.unwrap().text, b"\t;");
    assert_eq!(d.pieces, [(1, 5)]);
    assert_eq!(d.name.unwrap(), b"foo");
    assert_eq!(d.xecute, b"do \"x\"");
}

#[test]
fn shown_subscripts_mean_the_same() {
    for text in [
        "x=1;\"1\";01;-5:3",
        "\"x\"\"y\":,:$C(1)",
        "?.N1(1\"a\",1\"b\");*",
        "%a=:\"z\"",
    ] {
        let line = format!("+^a({text}) -commands=K -xecute=\"quit\"");
        let d = definition_of(&line);
        let mut shown = subscripts::text(&d.subscripts);
        shown.push(b')');
        let (again, length) = subscripts::parse_shown(&shown, Chset::M).unwrap();
        assert_eq!((again, length), (d.subscripts, shown.len()), "{text}");
    }
}

#[test]
fn faults_are_told_as_by_gtm() {
    let rest = " -commands=S -xecute=\"d ^x\"";
    for (subscripts, message) in [
        ("()", "Empty subscript not allowed"),
        ("(a)", "Invalid variable name in subscript"),
        ("(a=)", "Variable name not followed by valid subscript"),
        ("(a=1,a=2)", "Duplicate variable name in subscript"),
        ("(1E3)", "Invalid subscript"),
        ("(1.5)", "Invalid character \".\" in subscript"),
        ("(1:2:3)", "Range within a range not allowed"),
        ("(::)", "Invalid string range"),
        ("(**)", "Invalid use of *"),
        ("(?1)", "Unexpected character \")\" in pattern code"),
        ("(?1X)", "Unexpected character \"X\" in pattern code"),
    ] {
        let line = format!("+^a{subscripts}{rest}");
        assert_eq!(fault_of(&line).lines().next(), Some(message), "{line}");
    }
    assert_eq!(fault_of("+c"), "Error : Missing global name:\n\"c\"");
    assert_eq!(fault_of("*"), "Error : missing +/- at start of line: \"*\"");
    assert_eq!(fault_of("+^c -commands=S"), "Error: XECUTE value missing");
    assert_eq!(
        fault_of("+^c -xecute=\"\""),
        "Error: COMMANDS value missing"
    );
    assert_eq!(fault_of("-a#1*"), "Invalid trigger NAME string: \"a#1*\"");
    assert_eq!(
        fault_of("+^c -commands=S -xecute=\"d ^x\" -delim=\",\" -pieces=0"),
        "Invalid value 0 in PIECES - \"0\""
    );
}

#[test]
fn lines_of_code_follow_only_where_the_line_says_so() {
    assert!(has_lines(b"+^a -commands=S -xecute=<<"));
    assert!(has_lines(b"+^a -x=<< -commands=S"));
    assert!(!has_lines(b"+^a -commands=S -xecute=<<x"));
    assert!(!has_lines(b"+^a -name=<<"));
    let line = b"+^a -commands=S -xecute=<<";
    let parsed = parse(line, Some(b" set x=1\n"), Chset::M).unwrap();
    assert!(matches!(parsed.entry, Entry::Add(d) if d.xecute == b" set x=1\n"));
}
