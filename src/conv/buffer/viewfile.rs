//! View files: structures of C, from Tuxedo's text files, viewfile(5).

use super::fieldtable::{FieldTable, Width};
use super::lines::{Errors, LineError, LineProblem, is_name};
use super::value::{Type, Value, ValueError};
use crate::value::fnv;
use std::collections::HashMap;
use std::sync::Arc;

/// The longest names of views and members.
const NAME: usize = 33;
/// The most bytes of a structure.
const LARGEST: usize = 1 << 20;

/// A structure: what `VIEW name ... END` describes.
#[derive(Debug, Clone, PartialEq)]
pub struct View {
    pub name: String,
    pub members: Vec<Member>,
    /// Bytes of the structure in C, with its counts, lengths and gaps.
    pub size: usize,
}

/// A member of a structure.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    pub kind: Type,
    /// The name in C.
    pub name: String,
    /// The field that the member is copied from and to.
    pub field: Option<String>,
    /// How many elements it has.
    pub count: u32,
    /// `C`: a member `C_name` says how many of them are used.
    pub counted: bool,
    /// `L`: a member `L_name` says how many bytes of each are used.
    pub measured: bool,
    /// `P`: the last character of the null value stands for any number of it.
    pub padded: bool,
    /// Copied to a fielded buffer, and from one: only the first with `F`, only the second with `S`, none with `N`.
    pub to_fields: bool,
    pub from_fields: bool,
    /// Bytes of an element of `string`, `carray` or `mbstring`.
    pub size: usize,
    /// What an element is that is not given; `None` (NONE in the file) means that no value stands for that.
    pub null: Option<Value>,
}

impl Member {
    /// An element that is not given.
    pub fn empty(&self) -> Value {
        self.null.clone().unwrap_or_else(|| {
            // Without a length all of the bytes are there.
            match self.kind == Type::Carray && !self.measured {
                true => Value::Carray(vec![0; self.size]),
                // All types that members have, have one.
                false => self.kind.zero().unwrap_or(Value::Char(0)),
            }
        })
    }

    /// Bytes and alignment of an element in C.
    fn layout(&self) -> (usize, usize) {
        match self.kind {
            Type::Short => (2, 2),
            Type::Int | Type::Float => (4, 4),
            Type::Long | Type::Double => (8, 8),
            Type::Char => (1, 1),
            _ => (self.size, 1),
        }
    }
}

impl View {
    /// The bytes of the members in C: each begins at a multiple of its alignment.
    fn measure(&mut self, width: Width) {
        let number = match width {
            Width::Bits16 => 2,
            Width::Bits32 => 4,
        };
        let (mut end, mut most) = (0usize, 1);
        let mut place = |size: usize, alignment: usize, count: usize| {
            end = end
                .next_multiple_of(alignment)
                .saturating_add(size.saturating_mul(count));
            most = most.max(alignment);
        };
        for member in &self.members {
            let count = member.count as usize;
            if member.counted {
                place(number, number, 1);
            }
            if member.measured {
                place(number, number, count);
            }
            let (size, alignment) = member.layout();
            place(size, alignment, count);
        }
        self.size = end.saturating_add(most - 1) / most * most;
    }

    /// A number that is the same for views with the same members: a peer with another view of the name is noticed.
    pub fn sum(&self) -> u64 {
        let mut sum = fnv::START;
        let mut eat = |bytes: &[u8]| sum = fnv::more(fnv::more(sum, bytes), b"\0");
        for member in &self.members {
            eat(member.name.as_bytes());
            let flags = u32::from(member.counted) * 2 + u32::from(member.measured);
            for n in [member.kind as u32, member.count, member.size as u32, flags] {
                eat(&n.to_be_bytes());
            }
        }
        sum
    }
}

/// Views by name.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Views(HashMap<String, Arc<View>>);

impl Views {
    /// A view. Names are told apart by 16 bytes, as `tpalloc` does.
    pub fn get(&self, name: &str) -> Option<&Arc<View>> {
        self.0.get(super::kind::prefix(name, super::SUBTYPE))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Adds the views of a text; of two of one name the first counts. Members whose type is `-` have that of their field in
    /// `table`. All errors are put to `errors`, with `file` as the name of the file.
    pub fn add(
        &mut self,
        width: Width,
        file: &str,
        text: &str,
        table: &FieldTable,
        errors: &mut Vec<LineError>,
    ) {
        let mut errors = Errors {
            file,
            line: 0,
            all: errors,
        };
        let mut open: Option<View> = None;
        for line in text.lines() {
            errors.line += 1;
            let words = match words(line) {
                Some(words) => words,
                None => {
                    errors.add(LineProblem::MemberLine);
                    continue;
                }
            };
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            match (words.first(), &mut open) {
                (None, _) => {}
                (Some(first), _) if first.starts_with(['#', '$']) => {}
                (Some(&"VIEW"), None) if words.len() >= 2 => {
                    if !is_name(words[1], NAME) {
                        errors.add(LineProblem::Name(words[1].to_string(), NAME));
                    }
                    open = Some(View {
                        name: words[1].to_string(),
                        members: Vec::new(),
                        size: 0,
                    });
                }
                (Some(&"END"), Some(_)) => {
                    if let Some(view) = open.take() {
                        self.close(width, view, &mut errors);
                    }
                }
                (Some(_), Some(view)) => match member(width, &words, table) {
                    Ok(member) => {
                        if view.members.iter().any(|m| m.name == member.name) {
                            errors.add(LineProblem::Twice(member.name.clone()));
                        }
                        view.members.push(member);
                    }
                    Err(what) => errors.add(what),
                },
                (Some(_), None) => errors.add(LineProblem::Outside),
            }
        }
        if let Some(view) = open {
            errors.add(LineProblem::NoEnd(view.name));
        }
    }

    fn close(&mut self, width: Width, mut view: View, errors: &mut Errors<'_>) {
        view.measure(width);
        if view.members.is_empty() {
            errors.add(LineProblem::Empty(view.name));
        } else if view.size > LARGEST {
            errors.add(LineProblem::TooLarge(view.name, LARGEST));
        } else {
            let key = super::kind::prefix(&view.name, super::SUBTYPE).to_string();
            self.0.entry(key).or_insert_with(|| Arc::new(view));
        }
    }
}

/// The words of a line; quotes, double or single, hold blanks together and stay. `None`: a quote is not closed.
fn words(line: &str) -> Option<Vec<String>> {
    let mut out = Vec::new();
    let mut chars = line.chars().peekable();
    loop {
        while chars.next_if(char::is_ascii_whitespace).is_some() {}
        let mut word = String::new();
        match chars.peek().copied() {
            None => return Some(out),
            // A comment may have any quotes.
            Some('#' | '$') if out.is_empty() => return Some(vec!["#".to_string()]),
            Some(quote @ ('"' | '\'')) => {
                word.extend(chars.next());
                loop {
                    let c = chars.next()?;
                    word.push(c);
                    match c {
                        '\\' => word.push(chars.next()?),
                        c if c == quote => break,
                        _ => {}
                    }
                }
            }
            Some(_) => {
                while let Some(c) = chars.next_if(|c| !c.is_ascii_whitespace()) {
                    word.push(c);
                }
            }
        }
        out.push(word);
    }
}

/// `type cname fbname count flag size null`; the last three may be left out.
fn member(width: Width, words: &[&str], table: &FieldTable) -> Result<Member, LineProblem> {
    let &[kind, name, field, count, ref rest @ ..] = words else {
        return Err(LineProblem::MemberLine);
    };
    if rest.len() > 3 {
        return Err(LineProblem::MemberLine);
    }
    let column = |at: usize| rest.get(at).copied().unwrap_or("-");
    if !is_name(name, NAME) {
        return Err(LineProblem::Name(name.to_string(), NAME));
    }
    let kind = match kind {
        "-" => {
            let id = table.id(field);
            id.ok_or_else(|| LineProblem::NoField(field.to_string()))?
                .kind(width)
        }
        kind => Type::of(kind).ok_or_else(|| LineProblem::Type(kind.to_string()))?,
    };
    let sized = matches!(kind, Type::String | Type::Carray | Type::Mbstring);
    let allowed = match kind {
        Type::Ptr | Type::Fml32 | Type::View32 => false,
        Type::Mbstring => width == Width::Bits32,
        _ => true,
    };
    if !allowed {
        return Err(LineProblem::Type(words[0].to_string()));
    }
    let number = |text: &str, most: u32| {
        let n = text.parse().ok().filter(|n| (1..=most).contains(n));
        n.ok_or_else(|| LineProblem::Number(text.to_string(), 1, most))
    };
    let count = number(count, 65_535)?;
    let size = match (sized, column(1)) {
        (true, "-") => return Err(LineProblem::Size(name.to_string())),
        (true, size) => number(size, LARGEST as u32)? as usize,
        (false, _) => 0,
    };
    let mut member = Member {
        kind,
        name: name.to_string(),
        field: (field != "-").then(|| field.to_string()),
        count,
        counted: false,
        // The length of a multibyte string is always there, as viewc32 makes it.
        measured: kind == Type::Mbstring,
        padded: false,
        to_fields: true,
        from_fields: true,
        size,
        null: None,
    };
    let (mut one_way, mut other_way) = (false, false);
    for letter in column(0).chars() {
        match letter {
            '-' | ',' => {}
            'C' => member.counted = true,
            'L' => member.measured = sized,
            'P' => member.padded = true,
            'F' => one_way = true,
            'S' => other_way = true,
            'N' => (member.to_fields, member.from_fields) = (false, false),
            _ => return Err(LineProblem::Flag(column(0).to_string())),
        }
    }
    // Both ways are as none.
    member.from_fields &= !one_way || other_way;
    member.to_fields &= !other_way || one_way;
    member.null = null(&member, column(2))?;
    Ok(member)
}

/// The null value of a member: `-` is the common one, `NONE` none, and all else a value.
fn null(member: &Member, text: &str) -> Result<Option<Value>, LineProblem> {
    let bytes = match text {
        "NONE" => return Ok(None),
        "-" => Vec::new(),
        text => {
            let quoted = text.len() >= 2 && text.starts_with(['"', '\'']);
            let inner = if quoted {
                &text[1..text.len() - 1]
            } else {
                text
            };
            unescaped(inner)
        }
    };
    let wrong = |reason: String| LineProblem::Null(member.name.clone(), reason);
    let value = match (text, member.kind) {
        ("-", kind) => kind.zero().ok_or(ValueError::NoValue(kind)),
        (_, kind) => Value::of(kind, &bytes),
    };
    let value = value.map_err(|e| wrong(e.to_string()))?;
    let value = super::view::fitted(member, value).map_err(|e| wrong(e.to_string()))?;
    Ok(Some(value))
}

/// The escapes of C that view files know: octal numbers, and letters.
fn unescaped(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = text.bytes().peekable();
    while let Some(byte) = bytes.next() {
        if byte != b'\\' {
            out.push(byte);
            continue;
        }
        let octal = |b: &u8| (b'0'..=b'7').contains(b);
        if bytes.peek().is_some_and(octal) {
            let mut n = 0u32;
            for _ in 0..3 {
                match bytes.next_if(octal) {
                    Some(digit) => n = n * 8 + u32::from(digit - b'0'),
                    None => break,
                }
            }
            out.push(n as u8);
            continue;
        }
        out.push(match bytes.next() {
            Some(b'n') => b'\n',
            Some(b't') => b'\t',
            Some(b'v') => 0x0b,
            Some(b'b') => 0x08,
            Some(b'r') => b'\r',
            Some(b'f') => 0x0c,
            Some(other) => other,
            None => b'\\',
        });
    }
    out
}
