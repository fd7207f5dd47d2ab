//! What the lexer and the grammar make of places where M depends on blanks, columns and context.

use bumpalo::Bump;

use super::ast::*;
use super::parse::*;
use super::words::{self, Func, Svn, Verb};
use crate::value::errors;

/// `line:column:mnemonic` of everything reported for a routine.
fn reports(source: &str) -> Vec<String> {
    let arena = Bump::new();
    let routine = parse_routine(&arena, source.as_bytes());
    routine
        .diagnostics
        .iter()
        .map(|d| format!("{}:{}:{}", d.line, d.column, d.code.mnemonic()))
        .collect()
}

/// The reports of one line of commands.
fn line(text: &str) -> String {
    reports(&format!("\t{text}\n"))
        .iter()
        .map(|r| r.trim_start_matches("1:").to_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn blanks_tell_arguments_from_commands() {
    let arena = Bump::new();
    let verbs = |text: &'static str| {
        let line = parse_commands(&arena, text.as_bytes());
        line.commands
            .iter()
            .map(|c| (c.verb, c.args.len()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        verbs("k  s x=1,y=2 q"),
        [(Verb::Kill, 0), (Verb::Set, 2), (Verb::Quit, 0)]
    );
    assert_eq!(verbs("  q ;x"), [(Verb::Quit, 0)]);
    assert_eq!(
        verbs("q:x=1  w !,?5,\"a b\""),
        [(Verb::Quit, 0), (Verb::Write, 3)]
    );
    assert_eq!(verbs("h  h 1"), [(Verb::Halt, 0), (Verb::Hang, 1)]);
    assert_eq!(
        verbs("f  f i=1:1:2,5 w i"),
        [(Verb::For, 0), (Verb::For, 1), (Verb::Write, 1)]
    );
}

#[test]
fn question_mark_is_column_or_pattern() {
    let arena = Bump::new();
    let args = |text: &'static str| parse_commands(&arena, text.as_bytes()).commands[0].args;
    assert!(matches!(
        args("w !?5"),
        [
            Arg::Write(WriteItem::Newline),
            Arg::Write(WriteItem::Column(_))
        ]
    ));
    assert!(matches!(
        args("w x?1N.(1A,1\"b\"\"\")"),
        [Arg::Write(WriteItem::Expr(Expr::Pattern {
            pattern: PatternArg::Text(b"1N.(1A,1\"b\"\"\")"),
            negated: false,
            ..
        }))]
    ));
    assert!(matches!(
        args("w x'?@y_z"),
        [Arg::Write(WriteItem::Expr(Expr::Binary(
            BinaryOp::Concat,
            Expr::Pattern {
                pattern: PatternArg::Indirect(_),
                negated: true,
                ..
            },
            _
        )))]
    ));
    assert!(matches!(
        args("zwr ?1\"a\".E(1:,*)"),
        [Arg::Zwrite(ZwriteItem::Var {
            name: ZwriteName::LocalPattern(_),
            subs: Some([ZwriteSub::Range(Some(_), None), ZwriteSub::Star])
        })]
    ));
}

#[test]
fn indirection_takes_what_follows_it() {
    let arena = Bump::new();
    let arg = |text: &'static str| parse_commands(&arena, text.as_bytes()).commands[0].args[0];
    assert!(matches!(
        arg("d @x(1)"),
        Arg::Indirect {
            expr: Expr::Glvn(Glvn::Local { subs: [_], .. }),
            post: None
        }
    ));
    assert!(matches!(
        arg("w (@x)"),
        Arg::Write(WriteItem::Whole(Expr::Glvn(Glvn::Indirect { .. })))
    ));
    assert!(matches!(arg("w @x"), Arg::Indirect { .. }));
    assert!(matches!(
        arg("s @x@(2,3)=4"),
        Arg::Set {
            targets: [Target::Glvn(Glvn::Indirect {
                subs: Some([_, _]),
                ..
            })],
            ..
        }
    ));
    // GT.M takes one list of subscripts for each sign.
    let line = parse_commands(&arena, b"w @x@(1)@(2)");
    assert_eq!(line.error.map(|e| e.code), Some(errors::SPOREOL));
    assert!(matches!(
        arg("d @+x^@y:z"),
        Arg::Call {
            entry: EntryRef {
                label: EntryName::Indirect(Expr::Unary(..)),
                routine: EntryName::Indirect(_),
                ..
            },
            post: Some(_),
            ..
        }
    ));
    assert!(matches!(
        arg("s x=@$$f^r"),
        Arg::Set {
            value: Expr::Glvn(Glvn::Indirect {
                expr: Expr::Extrinsic { .. },
                subs: None
            }),
            ..
        }
    ));
}

#[test]
fn literals() {
    let arena = Bump::new();
    let expr = |text: &'static str| *parse_expr(&arena, text.as_bytes()).unwrap();
    assert!(matches!(expr("\"a\"\"b\""), Expr::Str(b"a\"b")));
    assert!(matches!(expr(".5E-3"), Expr::Num(b".5E-3")));
    assert!(matches!(
        expr("x]]y"),
        Expr::Binary(BinaryOp::SortsAfter, ..)
    ));
    assert!(matches!(
        expr("x<=y"),
        Expr::Binary(BinaryOp::NotGreater, ..)
    ));
    assert!(matches!(
        expr("-x+1"),
        Expr::Binary(BinaryOp::Add, Expr::Unary(UnaryOp::Minus, _), _)
    ));
    assert_eq!(line("w 1E46,1E47"), "10:NUMOFLOW");
    assert_eq!(line("w 1e5"), "5:SPOREOL");
}

#[test]
fn fragments_take_the_whole_text() {
    let arena = Bump::new();
    assert!(parse_expr(&arena, b"x y").is_err());
    assert!(parse_glvn(&arena, b"^x(1,2)").is_ok());
    assert!(parse_glvn(&arena, b"x+1").is_err());
    assert!(parse_args(&arena, Verb::Set, b"x=1,(y,z)=2").is_ok_and(|args| args.len() == 2));
    assert!(parse_args(&arena, Verb::Set, b"x=1 s y=2").is_err());
    assert!(parse_args(&arena, Verb::For, b"i=1:1").is_ok());
    assert!(parse_args(&arena, Verb::Write, b"?5,*7,/x(1)").is_ok_and(|args| args.len() == 3));
    assert!(parse_device_params(&arena, b"(delim=1:nowrap)").is_ok_and(|p| p.len() == 2));
}

#[test]
fn line_parts() {
    let arena = Bump::new();
    let routine = parse_routine(
        &arena,
        b"#!/usr/bin/mrun\nab(x,%y) . . s x=1\r\n\n12\tq\n ;c",
    );
    let names: Vec<_> = routine.lines.iter().map(|l| l.label).collect();
    assert_eq!(names, [None, Some(&b"ab"[..]), None, Some(b"12"), None]);
    assert_eq!(routine.lines[1].formals, Some(&[&b"x"[..], b"%y"][..]));
    assert_eq!(routine.lines[1].level, 2);
    assert_eq!(reports("a q\na q\n"), ["2:0:MULTLAB"]);
    assert_eq!(reports("}x\n"), ["1:0:LSEXPECTED"]);
    assert_eq!(reports("l(a,a) q\n"), ["1:5:MULTFORMPARM"]);
}

#[test]
fn an_error_ends_its_line_only() {
    let arena = Bump::new();
    let routine = parse_routine(&arena, b"\ts x=1 s y=* s z=1\n\tq\n");
    assert_eq!(routine.lines[0].commands.len(), 1);
    assert_eq!(routine.lines[0].error.as_ref().map(|e| e.column), Some(12));
    assert_eq!(routine.lines[1].commands.len(), 1);
    assert!(routine.lines[1].error.is_none());
}

#[test]
fn messages_are_gtms() {
    for (text, report) in [
        ("w x(1", "7:RPARENMISSING"),
        ("w $p(1)", "8:COMMA"),
        ("w $e(1,2,3,4)", "12:RPARENMISSING"),
        ("w $$f(1", "9:COMMAORRPAREXP"),
        ("w $s(1)", "8:COLON"),
        ("w ^", "5:GBLNAME"),
        ("w 1+*", "6:RHMISSING"),
        ("w 1--*", "7:RHMISSING"),
        ("w @x@", "7:LPARENMISSING"),
        ("s x", "5:EQUAL"),
        ("s $l(x)=1", "5:VAREXPECTED"),
        ("s x=1,", "8:EXPR"),
        ("s $h=1 1", "5:SVNOSET 9:CMD"),
        ("w $foo 1", "5:INVSVN 9:CMD"),
        ("w $foo(1) xx", "5:INVFCN 12:INVCMD"),
        ("xx:1 yy w 1+", "2:INVCMD 14:RHMISSING"),
        ("d \"a\"", "4:LABELEXPECTED"),
        ("d x+1(2)", "7:ACTOFFSET"),
        ("q 1,2", "5:QUITARGLST"),
        ("f  q 1", "7:QUITARGUSE"),
        ("l +(+x)", "6:LKNAMEXPECTED"),
        ("r *x#1", "6:RWARG"),
        ("o x:(foo:1) w 1+", "7:DEVPARUNK 18:RHMISSING"),
        ("u x:newversion", "6:DEVPARINAP"),
        ("s $p(x,\"abc", "13:COMMA"),
        ("w 1?1", "7:PATCLASS"),
        ("s x?1", "5:EQUAL"),
        ("e s x=1", "4:SPOREOL"),
        ("w \"a\tb\"", "6:LITNONGRAPH"),
    ] {
        assert_eq!(line(text), report, "{text}");
    }
}

#[test]
fn blocks() {
    assert_eq!(reports("\td\n\t. q\n"), [""; 0]);
    assert_eq!(reports("\td ;c\n\tq\n"), ["1:6:DONOBLOCK"]);
    assert_eq!(reports("\td  ;c\n\tq\n"), ["1:5:DONOBLOCK"]);
    assert_eq!(reports("\tq\n\t. . q\n"), ["2:6:BLKTOODEEP"]);
}

#[test]
fn calls_within_the_routine() {
    let labels = "f(a)\tq a\nn\tq 1\n";
    let call = |text: &str| reports(&format!("r\t{text}\n{labels}"));
    assert_eq!(call("d x"), ["0:0:LABELMISSING"]);
    assert_eq!(call("d f(1,2)"), ["0:0:ACTLSTTOOLONG"]);
    assert_eq!(call("w $$n"), ["0:0:FMLLSTMISSING"]);
    assert_eq!(call("d n,f,f(),x+1,x^y j x"), [""; 0]);
}

#[test]
fn abbreviations() {
    assert_eq!(words::verb(b"s"), Some(Verb::Set));
    assert_eq!(words::verb(b"SE"), None);
    assert_eq!(words::verb(b"Zwr"), Some(Verb::Zwrite));
    assert_eq!(words::verb(b"z"), Some(Verb::Zallocate));
    assert_eq!(words::verb(b"ha"), None);
    assert_eq!(words::func(b"ZPI"), Some(Func::Zpiece));
    assert_eq!(words::func(b"zp"), Some(Func::Zprevious));
    assert_eq!(words::func(b"incr"), Some(Func::Increment));
    assert_eq!(words::svn(b"zs"), Some(Svn::Zstatus));
    assert_eq!(words::svn(b"%"), None);
    for (at, word) in words::VERBS.iter().enumerate() {
        assert_eq!(word.id as usize, at);
        assert_eq!(
            words::verb(word.short.as_bytes()),
            if word.name == "HANG" {
                Some(Verb::Hang)
            } else {
                Some(word.id)
            }
        );
    }
    for (at, word) in words::FUNCS.iter().enumerate() {
        assert_eq!(word.id as usize, at);
        assert_eq!(words::func(word.short.as_bytes()), Some(word.id));
    }
    for (at, word) in words::SVNS.iter().enumerate() {
        assert_eq!(word.id as usize, at);
        assert_eq!(
            words::svn(word.short.as_bytes()),
            Some(word.id),
            "{}",
            word.name
        );
    }
}

#[test]
fn no_text_panics() {
    const PIECES: &[&str] = &[
        "s ",
        "d ",
        "k ",
        "w ",
        "o x:",
        "u x:(",
        "zwr ",
        "f ",
        "q ",
        "l ",
        "n ",
        "r ",
        "j x:",
        "ts ",
        "zb ",
        "x",
        "y(",
        "^",
        "^|",
        "@",
        "@(",
        "$$",
        "$&",
        "$p(",
        "$d(",
        "$s(",
        "$t(",
        "$foo(",
        "$x",
        "$",
        "(",
        ")",
        ",",
        ":",
        ".",
        "+",
        "-",
        "'",
        "=",
        "?",
        "1N",
        "?1(",
        "*",
        "#",
        "!",
        "/",
        "[",
        "]",
        "|",
        "\"",
        "\"a\"",
        "1E99",
        "5",
        " ",
        "  ",
        "\t",
        ";",
        "\n",
        "\r\n",
        "\u{e9}",
        "_",
        "delim",
        "newversion=",
        "}",
    ];
    let arena = Bump::new();
    let mut seed = 1u64;
    for _ in 0..2_000 {
        let mut text = String::new();
        for _ in 0..12 {
            seed = seed
                .wrapping_mul(6364136223846793005)
                .wrapping_add(1442695040888963407);
            text.push_str(PIECES[(seed >> 33) as usize % PIECES.len()]);
        }
        let text = arena.alloc_str(&text).as_bytes();
        let ends = text.iter().filter(|c| **c == b'\n').count();
        let lines = ends + usize::from(!text.is_empty() && !text.ends_with(b"\n"));
        assert_eq!(
            parse_routine(&arena, text).lines.len(),
            lines,
            "{}",
            text.escape_ascii()
        );
        parse_commands(&arena, text);
        for word in words::VERBS {
            let _ = parse_args(&arena, word.id, text);
        }
        let _ = (
            parse_expr(&arena, text),
            parse_glvn(&arena, text),
            parse_device_params(&arena, text),
        );
    }
}
