//! Each type of buffer, values both ways, files, and that bytes and arrays mean the same as the buffers they are made of.

use super::*;
use crate::random::Random;

const TABLE: &str = "# fields of the tests
$ /* for C */
*base 1000
SHORT\t1\tshort\t-\ta number
LONG 2 long
CHAR 3 char -
FLOAT 4 float
DOUBLE 5 double
STRING 6 string
CARRAY 7 carray
*base 2000
PTR 1 ptr
FML 2 fml32
VIEW 3 view32
MB 4 mbstring
";

const VIEW: &str = "$/* for C */
VIEW audit
# type cname fbname count flag size null
int branch - 1 - - -1
short balance SHORT 3 C - 7
long total LONG 1 - - -
char kind CHAR 2 - - 'x'
float rate FLOAT 1 - - -.5
double sum DOUBLE 1 - - NONE
string name STRING 2 C,L 8 \"a \\\"b\"
carray raw CARRAY 1 - 4 -
carray part CARRAY 2 L 6 \"no\\0\"
mbstring wide - 1 - 10 -
- same LONG 1 - - -
END

VIEW cobol
short a - 1
string b - 1 - 5
END
";

fn definitions() -> Definitions {
    let lookup = |name: &str| {
        let value = match name {
            "FLDTBLDIR32" => "/nowhere:/tables",
            "FIELDTBLS32" => "test.fld",
            "VIEWDIR32" => "/views",
            "VIEWFILES32" => "test.V",
            "FLDTBLDIR" => "/tables",
            "FIELDTBLS" => "small.fld",
            _ => return None,
        };
        Some(value.to_string())
    };
    let read = |path: &std::path::Path| match path.to_str() {
        Some("/tables/test.fld") => Ok(TABLE.into()),
        Some("/tables/small.fld") => Ok("SHORT 101 short\nTEXT 102 string\n".into()),
        Some("/views/test.v") => Ok(VIEW.into()),
        _ => Err(std::io::ErrorKind::NotFound.into()),
    };
    Definitions::load(lookup, read).unwrap()
}

fn new(kind: &str, subtype: &str, size: usize) -> Result<Buffer, BufferError> {
    Buffer::new(kind, subtype, size, &definitions())
}

/// An array from a text of lines `subscripts=value`.
fn nodes(text: &str) -> Vec<Node> {
    let line = |line: &str| {
        let (at, value) = line.split_once('=').unwrap();
        let at = at.split(',').filter(|s| !s.is_empty());
        (
            at.map(|s| s.as_bytes().to_vec()).collect(),
            value.as_bytes().to_vec(),
        )
    };
    text.split_whitespace().map(line).collect()
}

fn shown(nodes: &[Node]) -> String {
    let line = |(at, value): &Node| {
        let at: Vec<_> = at.iter().map(|s| String::from_utf8_lossy(s)).collect();
        format!("{}={}", at.join(","), String::from_utf8_lossy(value))
    };
    nodes.iter().map(line).collect::<Vec<_>>().join(" ")
}

fn wrong(buffer: &mut Buffer, text: &str) -> String {
    let before = buffer.clone();
    let error = buffer.set_tree(&nodes(text), &definitions()).unwrap_err();
    assert_eq!((error.tperrno(), &before), (error::TPEINVAL, &*buffer));
    error.to_string()
}

#[test]
fn sizes_and_types_of_tpalloc() {
    for (kind, subtype, asked, size) in [
        ("STRING", "", 0, 512),
        ("STRING", "", 600, 600),
        ("CARRAY", "", 10, 10),
        ("X_OCTET", "", 1, 1),
        ("XML", "", 7, 7),
        ("FML", "", 0, 1024),
        ("FML32", "", 2000, 2000),
        ("VIEW32", "audit", 0, 1024),
        ("X_C_TYPE", "audit", 0, 1024),
        ("X_COMMON", "cobol", 0, 1024),
        ("JSON", "", 0, 1024),
        ("MBSTRING", "", 0, 1024),
        // 8 bytes of a type count.
        ("MBSTRINGS", "", 0, 1024),
    ] {
        let buffer = new(kind, subtype, asked).unwrap();
        assert_eq!(
            (buffer.size(), buffer.subtype()),
            (size, (!subtype.is_empty()).then_some(subtype)),
            "{kind}"
        );
        assert!(kind.starts_with(buffer.kind().name()));
    }
    for (kind, subtype, size, code, reason) in [
        ("", "", 0, 4, "the type of the buffer is not given"),
        ("CARRAY", "", 0, 4, "type CARRAY needs a size"),
        ("X_OCTET", "", 0, 4, "type X_OCTET needs a size"),
        ("XML", "", 0, 4, "type XML needs a size"),
        ("RECORD", "", 0, 6, "there is no type RECORD"),
        ("STRING", "x", 0, 6, "type STRING has no subtype x"),
        ("VIEW32", "", 0, 4, "type VIEW32 needs the name of a view"),
        (
            "VIEW32",
            "none",
            0,
            6,
            "no file of VIEWFILES32 or VIEWFILES has a view none",
        ),
        (
            "X_COMMON",
            "audit",
            0,
            4,
            "member branch of view audit is Int: X_COMMON has short, long and string",
        ),
        (
            "STRING",
            "",
            MOST + 1,
            4,
            "16777217 bytes are too many for a buffer",
        ),
    ] {
        let error = new(kind, subtype, size).unwrap_err();
        assert_eq!((error.tperrno(), &error.to_string()[..]), (code, reason));
    }
}

#[test]
fn sizes_change_as_tprealloc_says() {
    let mut buffer = new("CARRAY", "", 4).unwrap();
    buffer.set_bytes(b"0123456789").unwrap();
    assert_eq!((buffer.size(), buffer.used()), (10, 10));
    buffer.resize(3).unwrap();
    assert_eq!((buffer.size(), buffer.bytes()), (3, Some(&b"012"[..])));
    assert_eq!(buffer.resize(0), Err(BufferError::NoSize("CARRAY")));
    let mut buffer = new("STRING", "", 0).unwrap();
    buffer.set_bytes(&[b'x'; 600]).unwrap();
    assert_eq!((buffer.size(), buffer.used()), (601, 601));
    buffer.resize(1).unwrap();
    assert_eq!((buffer.size(), buffer.used()), (512, 512));
    buffer.set_bytes(b"to the\0end").unwrap();
    assert_eq!((buffer.size(), buffer.bytes()), (512, Some(&b"to the"[..])));
    let mut buffer = new("FML32", "", 0).unwrap();
    let big = "x".repeat(2000);
    buffer
        .set_tree(&nodes(&format!("STRING={big}")), &definitions())
        .unwrap();
    assert!(buffer.size() > 2000 && matches!(buffer.resize(5), Err(BufferError::TooSmall { .. })));
}

#[test]
fn what_comes_in_changes_the_type_unless_it_may_not() {
    let mut buffer = new("STRING", "", 5000).unwrap();
    let mut other = new("STRING", "", 0).unwrap();
    other.set_bytes(b"text").unwrap();
    buffer.receive(other, true).unwrap();
    assert_eq!((buffer.size(), buffer.bytes()), (5000, Some(&b"text"[..])));
    let view = new("VIEW32", "audit", 0).unwrap();
    let error = buffer.receive(view.clone(), true).unwrap_err();
    assert_eq!(
        (error.tperrno(), buffer.bytes()),
        (error::TPEOTYPE, Some(&b"text"[..]))
    );
    assert_eq!(
        error.to_string(),
        "a buffer of type VIEW32:audit came in, and TPNOCHANGE asks for STRING"
    );
    buffer.receive(view, false).unwrap();
    assert_eq!(
        (buffer.kind(), buffer.subtype(), buffer.size()),
        (Kind::View32, Some("audit"), 1024)
    );
}

#[test]
fn one_value_stands_at_the_array_itself() {
    for kind in ["STRING", "CARRAY", "JSON", "MBSTRING", "XML", "X_OCTET"] {
        let mut buffer = new(kind, "", 1).unwrap();
        buffer
            .set_tree(&nodes("={\"a\":1}"), &definitions())
            .unwrap();
        assert_eq!(shown(&buffer.tree(&definitions())), "={\"a\":1}");
        assert_eq!(
            wrong(&mut buffer, "a=1"),
            format!("type {kind} has one value and no subscripts")
        );
        buffer.set_tree(&[], &definitions()).unwrap();
        assert_eq!(buffer.bytes(), Some(&b""[..]));
    }
    let mut buffer = new("MBSTRING", "", 0).unwrap();
    assert_eq!(buffer.encoding(), Some("UTF-8"));
    assert!(buffer.set_encoding("ISO8859-1"));
    assert_eq!(
        decode(&encode(&buffer), &definitions()).unwrap().encoding(),
        Some("ISO8859-1")
    );
    assert_eq!(
        new("FML32", "", 0).unwrap().set_bytes(b"x"),
        Err(BufferError::NoName("FML32"))
    );
}

#[test]
fn identifiers_are_type_and_number() {
    let d = definitions();
    let id = |name: &str| d.fields(Width::Bits32).id(name).unwrap();
    assert_eq!(id("SHORT").get(), 1001);
    assert_eq!(id("STRING").get(), (5 << 25) + 1006);
    assert_eq!(
        (id("MB").kind(Width::Bits32), id("MB").number(Width::Bits32)),
        (Type::Mbstring, 2004)
    );
    assert_eq!(
        d.fields(Width::Bits16).id("TEXT").unwrap().get(),
        (5 << 13) + 102
    );
    assert_eq!(d.fields(Width::Bits32).name(id("LONG")), Some("LONG"));
    assert_eq!(FieldId::of(Width::Bits32, 7 << 25 | 5), None);
    assert_eq!(FieldId::new(Width::Bits16, Type::Fml32, 5), None);
    assert_eq!(FieldId::new(Width::Bits16, Type::Long, 8192), None);
    assert_eq!(FieldId::of(Width::Bits32, 0), None);
}

#[test]
fn fields_are_nodes_by_name_and_occurrence() {
    let d = definitions();
    let mut buffer = new("FML32", "", 0).unwrap();
    let text = "LONG,0=5 LONG,2=-7 STRING=text FLOAT=.25 DOUBLE,0=1E3 CHAR=c SHORT=-1 33555432=9 \
                FML,0,STRING,1=in FML,0,LONG=1 VIEW=audit VIEW,0,total=12 MB=wide MB,0,encoding=EUC CARRAY,1=x";
    let text = text.replace("33555432", &((1u32 << 25) + 77).to_string());
    buffer.set_tree(&nodes(&text), &d).unwrap();
    let shown = shown(&buffer.tree(&d));
    for part in [
        "SHORT,0=-1 33554509,0=9 LONG,0=5 LONG,1=0 LONG,2=-7 CHAR,0=c FLOAT,0=.25 DOUBLE,0=1000 STRING,0=text CARRAY,0= CARRAY,1=x",
        "FML,0= FML,0,LONG,0=1 FML,0,STRING,0= FML,0,STRING,1=in",
        "VIEW,0=audit VIEW,0,branch=-1 VIEW,0,C_balance=0 VIEW,0,total=12",
        "MB,0=wide MB,0,encoding=EUC",
    ] {
        assert!(shown.contains(part), "{shown}");
    }
    for (text, reason) in [
        (
            "NONE=1",
            "no file of FIELDTBLS32 or FIELDTBLS has a field NONE",
        ),
        (
            "LONG,x=1",
            "LONG: \"x\" is no occurrence: they count from 0 to 99999",
        ),
        (
            "LONG,00=1",
            "LONG: \"00\" is no occurrence: they count from 0 to 99999",
        ),
        (
            "LONG,100000=1",
            "LONG: \"100000\" is no occurrence: they count from 0 to 99999",
        ),
        ("LONG=1 LONG,0=1", "(LONG,0) is given twice"),
        ("LONG,0,1=1", "LONG(0) has too many subscripts"),
        (
            "=1",
            "type FML32 has a value for each name, and none without a subscript",
        ),
        ("LONG,1=3.5", "LONG(1): 3.5 is no whole number"),
        (
            "SHORT=40000",
            "SHORT(0): 40000 is out of the range of Short",
        ),
        ("PTR=1", "PTR(0): values of type Ptr cannot be given"),
        (
            "VIEW=none",
            "VIEW(0): no file of VIEWFILES32 has a view none",
        ),
        (
            "VIEW,1=audit",
            "VIEW(1): values of type View32 cannot be given",
        ),
        ("CHAR=ab", "CHAR(0): a char is one byte, and there are 2"),
    ] {
        assert_eq!(wrong(&mut buffer, text), reason);
    }
    let deep = format!("{}LONG=1", "FML,0,".repeat(8));
    assert_eq!(wrong(&mut buffer, &deep), "LONG(0) has too many subscripts");
}

#[test]
fn fields_from_rust() {
    let d = definitions();
    let mut fields = Fields::new(Width::Bits16);
    let id = d.fields(Width::Bits16).id("TEXT").unwrap();
    fields.add(id, Value::String(b"a".to_vec())).unwrap();
    fields.set(id, 2, Value::String(b"c".to_vec())).unwrap();
    assert_eq!(
        (fields.occurrences(id), fields.get(id, 1)),
        (3, Some(&Value::String(Vec::new())))
    );
    assert_eq!(
        fields.add(id, Value::Long(1)),
        Err(ValueError::OtherType(Type::Long))
    );
    let long = Value::String(vec![b'x'; 65_536]);
    assert_eq!(
        fields.add(id, long),
        Err(ValueError::TooLong {
            len: 65_536,
            most: 65_535
        })
    );
    assert_eq!(fields.delete(id, 0), Some(Value::String(b"a".to_vec())));
    assert_eq!((fields.delete(id, 5), fields.occurrences(id)), (None, 2));
    assert!(fields.delete(id, 0).is_some() && fields.delete(id, 0).is_some() && fields.is_empty());
}

#[test]
fn members_are_nodes_by_name() {
    let d = definitions();
    let mut buffer = new("VIEW32", "audit", 0).unwrap();
    let nulls = "branch=-1 C_balance=0 total=0 kind,0=x kind,1=x rate=-.5 sum=0 C_name=0 raw=\0\0\0\0 L_part,0=3 L_part,1=3 \
                 part,0=no\0 part,1=no\0 L_wide=0 wide= same=0";
    assert_eq!(shown(&buffer.tree(&d)), nulls);
    assert_eq!(buffer.used(), 120);
    let text = "balance,1=5 name=long name,1=x L_name,0=2 part,0=abcdef L_part,0=4 L_part,1=6 raw=ab kind,1=";
    buffer.set_tree(&nodes(text), &d).unwrap();
    let text = "branch=-1 C_balance=2 balance,0=7 balance,1=5 total=0 kind,0=x kind,1=\0 rate=-.5 sum=0 C_name=2 L_name,0=2 \
                L_name,1=1 name,0=lo name,1=x raw=ab\0\0 L_part,0=4 L_part,1=6 part,0=abcd part,1=no\0\0\0\0 L_wide=0 wide= same=0";
    assert_eq!(shown(&buffer.tree(&d)), text);
    buffer
        .set_tree(&nodes("balance,2=5 C_balance=1"), &d)
        .unwrap();
    assert!(shown(&buffer.tree(&d)).contains("C_balance=1 balance,0=7 total"));
    let record = buffer.record_mut().unwrap();
    assert!(
        record.is_null("balance", 0) && record.is_null("branch", 0) && !record.is_null("sum", 0)
    );
    assert_eq!(
        (
            record.count("balance"),
            record.count("kind"),
            record.count("no")
        ),
        (Some(1), Some(2), None)
    );
    record.set("balance", 2, Value::Short(9)).unwrap();
    assert_eq!(
        (
            record.count("balance"),
            record.get("balance", 2),
            record.get("balance", 3)
        ),
        (Some(3), Some(Value::Short(9)), None)
    );
    assert!(
        record.set("balance", 3, Value::Short(1)).is_err()
            && record.set("balance", 0, Value::Long(1)).is_err()
    );
    for (text, reason) in [
        ("none=1", "view audit has no member none"),
        ("C_total=1", "view audit has no member C_total"),
        (
            "kind,2=a",
            "kind: \"2\" is no occurrence: they count from 0 to 1",
        ),
        ("kind,0,1=a", "(kind,0,1) has too many subscripts"),
        ("total=1 total,0=1", "(total,0) is given twice"),
        ("name=longer12", "name(0): 8 bytes are more than 7"),
        ("raw=abcde", "raw(0): 5 bytes are more than 4"),
        ("C_balance=4", "C_balance: 4 is out of the range of Short"),
        (
            "branch=3000000000",
            "branch: 3000000000 is out of the range of Int",
        ),
        (
            "=x",
            "type VIEW32 has a value for each name, and none without a subscript",
        ),
    ] {
        assert_eq!(wrong(&mut buffer, text), reason);
    }
}

#[test]
fn numbers_are_canonical_and_checked() {
    let text = |value: Value| String::from_utf8(value.text().into_owned()).unwrap();
    for (value, shown) in [
        (Value::Double(0.5), ".5"),
        (Value::Double(-0.25), "-.25"),
        (Value::Double(-0.0), "0"),
        (Value::Double(1e21), "1000000000000000000000"),
        (
            Value::Double(1e46),
            "10000000000000000000000000000000000000000000000",
        ),
        (Value::Double(1e300), "1E300"),
        (Value::Double(-1.5e-50), "-1.5E-50"),
        (Value::Float(0.1), ".1"),
        (Value::Float(16_777_216.0), "16777216"),
        (Value::Long(i64::MIN), "-9223372036854775808"),
        (Value::Short(-5), "-5"),
        (Value::Char(b'q'), "q"),
    ] {
        assert_eq!(text(value.clone()), shown);
        assert_eq!(Value::of(value.kind(), shown.as_bytes()), Ok(value));
    }
    for (kind, bytes, value) in [
        (Type::Short, &b"1E3"[..], Value::Short(1000)),
        (Type::Long, b"+5", Value::Long(5)),
        (Type::Long, b"2.0", Value::Long(2)),
        (Type::Char, b"", Value::Char(0)),
        (Type::Double, b"5.", Value::Double(5.0)),
    ] {
        assert_eq!(Value::of(kind, bytes), Ok(value));
    }
    for (kind, bytes, reason) in [
        (Type::Short, &b""[..], "\"\" is no number"),
        (Type::Short, b"3 apples", "\"3 apples\" is no number"),
        (Type::Short, b"32768", "32768 is out of the range of Short"),
        (Type::Short, b".5", ".5 is no whole number"),
        (
            Type::Long,
            b"9223372036854775808",
            "9223372036854775808 is out of the range of Long",
        ),
        (Type::Long, b"inf", "\"inf\" is no number"),
        (Type::Float, b"1E39", "1E39 is out of the range of Float"),
        (
            Type::Double,
            b"1E999",
            "1E999 is out of the range of Double",
        ),
        (Type::Double, b"--1", "\"--1\" is no number"),
        (Type::String, b"a\0", "a string has no NUL"),
    ] {
        assert_eq!(Value::of(kind, bytes).unwrap_err().to_string(), reason);
    }
}

fn told(errors: Vec<LineError>) -> Vec<String> {
    errors.iter().map(ToString::to_string).collect()
}

#[test]
fn all_errors_of_field_tables_are_told() {
    let mut errors = Vec::new();
    let text = "*base x\n*base\nA 1\nB 1 byte\nC 0 long\nD 9999999999 long\n1E 1 long\nF 1 long\nF 2 long\nG 1 int\n*base 33554431\nH 1 long\n";
    FieldTable::default().add(Width::Bits32, "t", text, &mut errors);
    assert_eq!(
        told(errors),
        [
            "t:1: \"x\" is no number from 0 to 33554431",
            "t:2: write: *base number",
            "t:3: write: name number type [flag [comment]]",
            "t:4: \"byte\" is no type of a field or member here",
            "t:5: \"0\" is no number from 1 to 33554431",
            "t:6: \"9999999999\" is no number from 1 to 33554431",
            "t:7: \"1E\" is no name: letters, digits and underscores, no digit first, 256 at most",
            "t:9: F is there already with another number or type",
            "t:10: \"int\" is no type of a field or member here",
            "t:12: \"1\" is no number from 0 to 0",
        ]
    );
    let mut errors = Vec::new();
    FieldTable::default().add(
        Width::Bits16,
        "t",
        "A 1 mbstring\nB 8192 long\n",
        &mut errors,
    );
    assert_eq!(errors.len(), 2);
}

#[test]
fn all_errors_of_view_files_are_told() {
    let mut errors = Vec::new();
    let text = "short a - 1\nVIEW 1v\nshort a - 0\nshort a\nbyte a - 1\nptr a - 1\nstring a - 1\nshort a - 1 X\nshort a - 1 - - x\n\
                short a - 1 - - \"1\nshort a - 1\nshort a - 1\n- b NONE 1\ncarray c - 1 - 3 \"long\"\nEND\nVIEW e\nEND\n\
                VIEW big\ncarray c - 2 - 1048576\nEND\nVIEW open\n# it's a comment";
    Views::default().add(
        Width::Bits32,
        "v",
        text,
        &FieldTable::default(),
        &mut errors,
    );
    assert_eq!(
        told(errors),
        [
            "v:1: write: VIEW name, its members, END",
            "v:2: \"1v\" is no name: letters, digits and underscores, no digit first, 33 at most",
            "v:3: \"0\" is no number from 1 to 65535",
            "v:4: write: type cname fbname count flag size null",
            "v:5: \"byte\" is no type of a field or member here",
            "v:6: \"ptr\" is no type of a field or member here",
            "v:7: a needs a size",
            "v:8: \"X\" is no flag: they are C, F, L, N, P, S",
            "v:9: a: the null value is none of its type: \"x\" is no number",
            "v:10: write: type cname fbname count flag size null",
            "v:12: a is there already with another number or type",
            "v:13: no field table has a field NONE, whose type is asked for",
            "v:14: c: the null value is none of its type: 4 bytes are more than 3",
            "v:17: view e has no members",
            "v:20: view big has more than 1048576 bytes",
            "v:22: view open has no END",
        ]
    );
    let none = |_: &std::path::Path| Err(std::io::ErrorKind::NotFound.into());
    let errors =
        Definitions::load(|name| (name == "FIELDTBLS32").then(|| "a,b".into()), none).unwrap_err();
    assert_eq!(
        told(errors),
        ["a:0: entity not found", "b:0: entity not found"]
    );
    assert_eq!(
        Definitions::load(|_| None, none),
        Ok(Definitions::default())
    );
}

/// A value at random; small ones are as likely as large ones.
fn value(random: &mut Random, kind: Type, most: usize, depth: u32, d: &Definitions) -> Value {
    let n = random.number() as i64 >> random.below(64);
    let mut bytes = |most: usize, low: u8| {
        let len = random.below(most.min(20) + 1);
        (0..len)
            .map(|_| low.max(random.number() as u8))
            .collect::<Vec<u8>>()
    };
    match kind {
        Type::Short => Value::Short(n as i16),
        Type::Long => Value::Long(n),
        Type::Int => Value::Int(n as i32),
        Type::Char => Value::Char(n as u8),
        Type::Float => Some(f32::from_bits(n as u32))
            .filter(|f| f.is_finite())
            .map_or(Value::Float(1.5), Value::Float),
        Type::Double => Some(f64::from_bits(random.number()))
            .filter(|f| f.is_finite())
            .map_or(Value::Double(-2.5), Value::Double),
        Type::String => Value::String(bytes(most, 1)),
        Type::Carray => Value::Carray(bytes(most, 0)),
        Type::Mbstring => Value::Mbstring {
            encoding: (depth == 0).then(|| "EUC".to_string()),
            bytes: bytes(most, 0),
        },
        Type::Fml32 => Value::Fml32(Box::new(fields(random, Width::Bits32, depth + 1, d))),
        Type::View32 => Value::View32(Box::new(record(random, d))),
        Type::Ptr => unreachable!(),
    }
}

fn fields(random: &mut Random, width: Width, depth: u32, d: &Definitions) -> Fields {
    let mut out = Fields::new(width);
    let names = [
        "SHORT", "LONG", "CHAR", "FLOAT", "DOUBLE", "STRING", "CARRAY", "VIEW", "MB", "FML",
    ];
    for _ in 0..random.below(6) {
        let name = names[random.below(if depth < 3 { 10 } else { 9 })];
        let id = match d.fields(width).id(name) {
            Some(id) => id,
            None => FieldId::new(width, Type::Long, 1 + random.below(8000) as u32).unwrap(),
        };
        let value = value(random, id.kind(width), 20, depth, d);
        out.add(id, value).unwrap();
    }
    out
}

fn record(random: &mut Random, d: &Definitions) -> Record {
    let view = d.view(Width::Bits32, "audit").unwrap();
    let mut out = Record::new(view.clone());
    for _ in 0..random.below(12) {
        let member = &view.members[random.below(view.members.len())];
        let most = member.size - usize::from(member.kind == Type::String);
        let element = random.below(member.count as usize) as u32;
        out.set(
            &member.name,
            element,
            value(random, member.kind, most, 1, d),
        )
        .unwrap();
    }
    out
}

fn buffer(random: &mut Random, d: &Definitions) -> Buffer {
    let kinds: Vec<Kind> = Kind::all().collect();
    let kind = kinds[random.below(kinds.len())];
    let view = if kind == Kind::XCommon {
        "cobol"
    } else {
        "audit"
    };
    let subtype = if kind.shape() == Shape::Record {
        view
    } else {
        ""
    };
    let mut out = Buffer::new(kind.name(), subtype, 1, d).unwrap();
    match kind.shape() {
        Shape::Fields => *out.fields_mut().unwrap() = fields(random, wire::width(kind), 0, d),
        Shape::Record if kind != Kind::XCommon => *out.record_mut().unwrap() = record(random, d),
        Shape::Record => {}
        _ => {
            let Value::String(text) = value(random, Type::String, 20, 0, d) else {
                unreachable!()
            };
            out.set_bytes(&text).unwrap();
        }
    }
    out.grow();
    out
}

#[test]
fn bytes_and_arrays_mean_the_same() {
    let d = definitions();
    let mut random = Random(0x0b0f_f00d);
    for _ in 0..3000 {
        let first = buffer(&mut random, &d);
        let bytes = encode(&first);
        let again = decode(&bytes, &d).unwrap();
        assert_eq!((again.kind(), again.data()), (first.kind(), first.data()));
        assert_eq!(encode(&again), bytes);
        let mut other =
            Buffer::new(first.kind().name(), first.subtype().unwrap_or(""), 1, &d).unwrap();
        let tree = first.tree(&d);
        other.set_tree(&tree, &d).unwrap();
        assert_eq!(other.data(), first.data(), "{}", shown(&tree));
        assert_eq!(other.tree(&d), tree);
        // No part of it is a buffer, nor is it with anything behind, where its contents do not go to the end.
        if matches!(first.kind().shape(), Shape::Fields | Shape::Record) {
            assert!((0..bytes.len()).all(|end| decode(&bytes[..end], &d).is_err()));
            assert!(decode(&[&bytes[..], b"\0"].concat(), &d).is_err());
        }
    }
}

#[test]
fn hostile_bytes_are_refused() {
    let d = definitions();
    let error = |bytes: &[u8]| decode(bytes, &d).unwrap_err();
    assert_eq!(
        error(b""),
        WireError::Malformed(crate::conv::wire::Malformed::Short)
    );
    assert_eq!(error(b"\x02\0\0"), WireError::Version(2));
    assert_eq!(error(b"\x01\x0c\0"), WireError::Kind(12));
    assert_eq!(error(b"\x01\0\x01a"), WireError::Subtype);
    assert_eq!(error(b"\x01\0\0a\0"), WireError::Value);
    assert_eq!(error(b"\x01\x05\0"), WireError::Subtype);
    assert_eq!(
        error(b"\x01\x06\x04none"),
        WireError::UnknownView("none".into())
    );
    assert_eq!(
        error(b"\x01\x06\x05audit12345678"),
        WireError::OtherView("audit".into())
    );
    let fml = |rest: &[u8]| error(&[b"\x01\x04\0", rest].concat());
    assert_eq!(
        fml(b"\xff\xff\xff\xff"),
        WireError::Malformed(crate::conv::wire::Malformed::Short)
    );
    assert_eq!(fml(b"\0\0\0\x01\0\0\0\0"), WireError::Field(0));
    assert_eq!(fml(b"\0\0\0\x01\0\0\0\x01\0\0\0\0"), WireError::Count);
    assert_eq!(
        fml(b"\0\0\0\x01\x04\0\0\x01\xff\xff\xff\xff"),
        WireError::Count
    );
    assert_eq!(
        fml(b"\0\0\0\x01\x06\0\0\x01\0\0\0\x01\x7f\x80\0\0"),
        WireError::Value
    );
    assert_eq!(
        fml(&b"\0\0\0\x01\x14\0\0\x01\0\0\0\x01".repeat(9)),
        WireError::TooDeep
    );
    assert_eq!(
        error(b"\x02").to_string(),
        "the buffer has form 2, and this release knows 1"
    );
    assert_eq!(BufferError::from(error(b"\x02")).tperrno(), error::TPEOTYPE);
}
