//! Compiled code as bytes: what object files hold.
//!
//! A file begins with a header: what it is, which build of the program wrote it, a sum of all that follows, and what its source was.
//! Only the build that wrote a file reads it, so that the format may change with any change of the program, and needs no numbers of
//! versions. The code does not depend on the character set, nor on any option of the compiler. Numbers are little-endian, texts have
//! their length before them.
//!
//! The sum finds damage; [`super::verify`] finds what the machine could not run, whoever wrote it.

use super::Options;
use super::code::{Code, Ins, Label, Op, Relocation, Source, Target};
use super::verify::{Checker, Flaw};
use crate::syntax::diagnostic::Diagnostic;
use crate::value::Value;
use crate::value::errors;
use crate::value::num::Num;
use crate::value::pattern::Pattern;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use thiserror::Error;

const MAGIC: &[u8; 8] = b"mrun obj";
/// Number of this build: a sum of its sources.
pub const BUILD: u64 = include!(concat!(env!("OUT_DIR"), "/build_id.rs"));
/// Where the sum stands, and where what it is of begins.
const SUM: usize = 16;
const SUMMED: usize = 24;
/// Longest file that is looked at: the largest sources are below a tenth of it.
pub const MAX_FILE: u64 = 1 << 28;

/// Why a file is not used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    #[error("no object file of this build")]
    Foreign,
    #[error("the file is damaged")]
    Damaged,
    #[error(transparent)]
    Flawed(#[from] Flaw),
}

/// What a source file was when it was compiled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Seconds and nanoseconds of its last change.
    pub changed: (i64, u32),
    pub len: u64,
    /// Sum of its bytes.
    pub sum: u64,
    /// It had changed so shortly before that it may have changed again within the same tick of the file system's clock.
    pub young: bool,
}

/// Changes closer to each other than this may have the same time.
const TICK: Duration = Duration::from_secs(2);

impl Stamp {
    /// That of a source as it is now.
    pub fn new(changed: (i64, u32), source: &[u8], now: SystemTime) -> Stamp {
        Stamp {
            changed,
            len: source.len() as u64,
            sum: sum(source),
            young: Stamp::is_young(changed, now),
        }
    }

    /// Whether a file that was changed then may change again without a new time.
    pub fn is_young(changed: (i64, u32), now: SystemTime) -> bool {
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        let settled = u64::try_from(changed.0)
            .ok()
            .and_then(|s| Duration::from_secs(s).checked_add(TICK));
        settled.is_none_or(|at| at >= now)
    }
}

/// A header.
pub struct Header<'a> {
    pub stamp: Stamp,
    pub options: Options,
    /// File the source came from.
    pub path: &'a [u8],
    body: &'a [u8],
}

/// Bytes of code that is not linked yet.
pub fn encode(code: &Code, stamp: &Stamp) -> Vec<u8> {
    let mut w = Writer(Vec::with_capacity(
        code.ins.len() * 16 + code.source.text.len() + 4096,
    ));
    w.0.extend_from_slice(MAGIC);
    w.u64(BUILD);
    w.u64(0);
    w.stamp(stamp);
    w.u32(u32::from(code.options.settled) | u32::from(code.options.full_boolean) << 1);
    w.bytes(code.path.as_bytes());
    w.bytes(&code.name);
    w.bytes(&code.source.text);
    w.u32(code.temps);
    w.u32(code.refs);
    w.list(&code.names, |w, name| w.bytes(name));
    w.list(&code.consts, Writer::value);
    w.list(&code.labels, |w, label| {
        w.bytes(&label.name);
        w.u32(label.line);
        w.u32(label.pc);
        w.u32(label.formals.is_some().into());
        w.list(label.formals.as_deref().unwrap_or_default(), |w, n| {
            w.u32(*n)
        });
    });
    w.list(&code.lines, |w, n| w.u32(*n));
    w.list(&code.targets, |w, target| {
        w.bytes(&target.label);
        w.bytes(&target.routine);
        w.u32(target.kind.into());
        w.u32(target.actuals.into());
    });
    w.list(&code.lists, |w, list| w.list(list, |w, n| w.u32(*n)));
    w.list(&code.pattern_texts, |w, text| w.bytes(text));
    w.list(&code.errors, Writer::diagnostic);
    w.list(&code.diagnostics, Writer::diagnostic);
    // Last, so that all that instructions refer to is known when they are read.
    w.list(&code.ins, |w, i| {
        let [y0, y1] = i.y.to_le_bytes();
        w.0.extend_from_slice(&[i.op as u8, i.x, y0, y1]);
        w.u32(i.a);
        w.u32(i.b);
        w.u32(i.c);
    });
    let mut file = w.0;
    write_sum(&mut file);
    file
}

/// Puts another stamp into a file.
pub fn restamp(file: &mut [u8], stamp: &Stamp) {
    let mut w = Writer(Vec::new());
    w.stamp(stamp);
    if let Some(place) = file.get_mut(SUMMED..SUMMED + w.0.len()) {
        place.copy_from_slice(&w.0);
        write_sum(file);
    }
}

/// The sum that stands in a file: of what follows it, with the mark before it, in which a bit makes other options.
fn total(file: &[u8]) -> [u8; SUMMED - SUM] {
    let mut total = sum(&file[SUMMED..]).to_le_bytes();
    for (byte, mark) in total.iter_mut().zip(&file[SUM - 8..SUM]) {
        *byte ^= mark;
    }
    total
}

fn write_sum(file: &mut [u8]) {
    let total = total(file);
    file[SUM..SUMMED].copy_from_slice(&total);
}

/// Reads the header of a file that this build wrote; nothing else is looked at yet.
///
/// # Errors
/// [`Refused::Foreign`] where it is no such file.
pub fn header(file: &[u8]) -> Result<Header<'_>, Refused> {
    read_header(file).ok_or(Refused::Foreign)
}

fn read_header(file: &[u8]) -> Option<Header<'_>> {
    let rest = file.strip_prefix(MAGIC)?;
    let mut r = Reader(rest);
    if r.u64()? != BUILD {
        return None;
    }
    r.u64()?;
    let stamp = Stamp {
        changed: (r.u64()? as i64, r.u32()?),
        young: r.u32()? != 0,
        len: r.u64()?,
        sum: r.u64()?,
    };
    let options = r.u32()?;
    let options = Options {
        settled: options & 1 != 0,
        full_boolean: options & 2 != 0,
    };
    let path = r.bytes()?;
    Some(Header {
        stamp,
        options,
        path,
        body: r.0,
    })
}

/// Code of a file, linked: `number` gives the engine's numbers of names.
///
/// # Errors
/// The file is of another build, damaged, or holds what cannot be run.
pub fn decode(file: &[u8], number: &mut dyn FnMut(&[u8]) -> u32) -> Result<Code, Refused> {
    let header = header(file)?;
    let stated = file.get(SUM..SUMMED).unwrap_or_default();
    if stated != total(file) {
        return Err(Refused::Damaged);
    }
    decode_body(&header, number)
}

/// The same without a look at the sum.
pub(crate) fn decode_body(
    header: &Header<'_>,
    number: &mut dyn FnMut(&[u8]) -> u32,
) -> Result<Code, Refused> {
    let mut r = Reader(header.body);
    let mut code = read_code(header, &mut r).ok_or(Refused::Damaged)?;
    let count = r.u32().ok_or(Refused::Damaged)? as usize;
    let (chunks, rest) = r.0.as_chunks::<16>();
    if chunks.len() != count || !rest.is_empty() {
        return Err(Refused::Damaged);
    }
    // Only routines are kept; without a name it would pass for a text met at run time.
    if code.name.is_empty() {
        return Err(Refused::Damaged);
    }
    let mut checker = Checker::new(&code, count)?;
    let names = Relocation::new(&code.names, number);
    code.ins.reserve_exact(count);
    // One way through the instructions, which are most of the file.
    for (at, chunk) in chunks.iter().enumerate() {
        let mut ins = instruction(chunk).ok_or(Refused::Damaged)?;
        checker.instruction(&ins, || chunks.get(at + 1).and_then(|c| Op::from_u8(c[0])))?;
        names.instruction(&mut ins);
        code.ins.push(ins);
    }
    checker.end()?;
    names.rest(&mut code);
    Ok(code)
}

/// All but the instructions.
fn read_code(header: &Header<'_>, r: &mut Reader<'_>) -> Option<Code> {
    let mut code = Code {
        path: std::str::from_utf8(header.path).ok()?.to_string(),
        name: r.bytes()?.into(),
        source: Source::new(r.bytes()?),
        temps: r.u32()?,
        refs: r.u32()?,
        names: r.list(4, Reader::name)?,
        ..Code::default()
    };
    for _ in 0..r.count(2)? {
        code.consts.push(r.value()?);
    }
    code.labels = r.list(16, |r| {
        let (name, line, pc, has_formals) = (r.name()?, r.u32()?, r.u32()?, r.u32()?);
        let formals = r.list(4, Reader::u32)?;
        Some(Label {
            name,
            line,
            pc,
            formals: (has_formals != 0).then(|| formals.into()),
        })
    })?;
    for (at, label) in code.labels.iter().enumerate() {
        code.label_index
            .entry(label.name.clone())
            .or_insert(at as u32);
    }
    code.lines = r.list(4, Reader::u32)?;
    code.targets = r.list(16, |r| {
        Some(Target {
            label: r.bytes()?.into(),
            routine: r.bytes()?.into(),
            kind: r.u32()?.try_into().ok()?,
            actuals: r.u32()?.try_into().ok()?,
        })
    })?;
    code.lists = r.list(4, |r| r.list(4, Reader::u32))?;
    code.pattern_texts = r.list(4, |r| Some(r.bytes()?.into()))?;
    code.patterns = code
        .pattern_texts
        .iter()
        .map(|text| Pattern::compile(text).ok())
        .collect::<Option<_>>()?;
    code.errors = r.list(16, Reader::diagnostic)?;
    code.diagnostics = r.list(16, Reader::diagnostic)?;
    Some(code)
}

#[inline(always)]
fn instruction(i: &[u8; 16]) -> Option<Ins> {
    let word = |at: usize| u32::from_le_bytes([i[at], i[at + 1], i[at + 2], i[at + 3]]);
    Some(Ins {
        op: Op::from_u8(i[0])?,
        x: i[1],
        y: u16::from_le_bytes([i[2], i[3]]),
        a: word(4),
        b: word(8),
        c: word(12),
    })
}

struct Writer(Vec<u8>);

impl Writer {
    fn stamp(&mut self, stamp: &Stamp) {
        self.u64(stamp.changed.0 as u64);
        self.u32(stamp.changed.1);
        self.u32(stamp.young.into());
        self.u64(stamp.len);
        self.u64(stamp.sum);
    }

    fn u32(&mut self, n: u32) {
        self.0.extend_from_slice(&n.to_le_bytes());
    }

    fn u64(&mut self, n: u64) {
        self.0.extend_from_slice(&n.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.u32(bytes.len() as u32);
        self.0.extend_from_slice(bytes);
    }

    fn list<T>(&mut self, list: &[T], mut each: impl FnMut(&mut Writer, &T)) {
        self.u32(list.len() as u32);
        for item in list {
            each(self, item);
        }
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Int(n) => {
                self.0.push(0);
                self.u64(*n as u64);
            }
            Value::Dec(n) => {
                let n = n.num();
                self.0.push(1);
                self.0.push(n.exponent() as i8 as u8);
                self.u64(n.mantissa() as u64);
            }
            text => {
                self.0.push(2);
                self.bytes(text.bytes(&mut crate::value::NUM_BUF.clone()));
            }
        }
    }

    fn diagnostic(&mut self, d: &Diagnostic) {
        self.u32(d.code.number());
        self.u32(d.line);
        self.u32(d.column);
        self.list(&d.args, |w, arg| w.bytes(arg.as_bytes()));
    }
}

/// Bytes that are left to read; `None` everywhere says that they end too soon or mean nothing.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn u8(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    #[inline]
    fn u32(&mut self) -> Option<u32> {
        let (word, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*word))
    }

    fn u64(&mut self) -> Option<u64> {
        let (word, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*word))
    }

    #[inline]
    fn bytes(&mut self) -> Option<&'a [u8]> {
        let n = self.u32()? as usize;
        let (bytes, rest) = self.0.split_at_checked(n)?;
        self.0 = rest;
        Some(bytes)
    }

    /// A number of things, each of which takes at least so many bytes, so that no more are made room for than there can be.
    fn count(&mut self, least: usize) -> Option<usize> {
        let n = self.u32()? as usize;
        (n <= self.0.len() / least).then_some(n)
    }

    #[inline]
    fn list<T>(
        &mut self,
        least: usize,
        mut each: impl FnMut(&mut Reader<'a>) -> Option<T>,
    ) -> Option<Vec<T>> {
        let n = self.count(least)?;
        let mut out = Vec::with_capacity(n);
        for _ in 0..n {
            out.push(each(self)?);
        }
        Some(out)
    }

    /// A name: M looks at 31 bytes.
    fn name(&mut self) -> Option<Box<[u8]>> {
        let name = self.bytes()?;
        (1..=31).contains(&name.len()).then(|| name.into())
    }

    fn value(&mut self) -> Option<Value> {
        Some(match self.u8()? {
            0 => Value::from_num(Num::from_parts(self.u64()?.cast_signed().into(), 0).ok()?),
            1 => {
                let e = self.u8()?.cast_signed();
                Value::from_num(Num::from_parts(self.u64()?.cast_signed().into(), e.into()).ok()?)
            }
            2 => {
                let text = self.bytes()?;
                (text.len() <= crate::value::MAX_STRING).then(|| Value::from_bytes(text))?
            }
            _ => return None,
        })
    }

    fn diagnostic(&mut self) -> Option<Diagnostic> {
        let (code, _) = errors::Code::from_number(self.u32()?.into())?;
        Some(Diagnostic {
            code,
            line: self.u32()?,
            column: self.u32()?,
            args: self.list(4, |r| {
                std::str::from_utf8(r.bytes()?).ok().map(str::to_string)
            })?,
        })
    }
}

/// A sum that tells texts apart, fast: four lanes of multiplications whose halves are folded together.
///
/// It is no defence against one who makes two texts of one sum: who can write source files needs no such thing.
pub fn sum(bytes: &[u8]) -> u64 {
    const K: [u64; 4] = [
        0x9e37_79b9_7f4a_7c15,
        0xbf58_476d_1ce4_e5b9,
        0x94d0_49bb_1331_11eb,
        0xd6e8_feb8_6659_fd93,
    ];
    let fold = |a: u64, b: u64| {
        let wide = u128::from(a) * u128::from(b);
        wide as u64 ^ (wide >> 64) as u64
    };
    let mix = |lane: &mut u64, bytes: [u8; 8], at: usize| {
        // The rotation keeps a lane that came to zero from staying there.
        *lane = fold(*lane ^ u64::from_le_bytes(bytes), K[at]).rotate_left(23) ^ K[3 - at];
    };
    let mut lanes = K;
    let (blocks, rest) = bytes.as_chunks::<32>();
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (at, lane) in lanes.iter_mut().enumerate() {
            mix(lane, words[at], at);
        }
    }
    for (at, rest) in rest.chunks(8).enumerate() {
        let mut word = [0; 8];
        word[..rest.len()].copy_from_slice(rest);
        mix(&mut lanes[at], word, at);
    }
    let mut out = bytes.len() as u64;
    for lane in lanes {
        out = fold(out ^ lane, K[0]).rotate_left(29) ^ K[1];
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::routine;

    const SOURCE: &[u8] = b"t(a,b) ;x\n new x set x=1.5E30,x=-.25,x=123456789012345678,x=\"text that is long enough\",$p(x,1)=2\n\
        \x20if x?1.3N1(1A,\"x\") quit $$f^other(.x,1)\n set 2=3\n do\n . kill (a,b)\n . merge b=^g(1)\n quit x\n";

    fn stamp() -> Stamp {
        Stamp::new((1_000, 7), SOURCE, SystemTime::now())
    }

    /// Numbers names as they come, so that linking changes nothing.
    fn in_order() -> impl FnMut(&[u8]) -> u32 {
        let mut n = 0;
        move |_| {
            n += 1;
            n - 1
        }
    }

    fn sample() -> (Code, Vec<u8>) {
        let code = routine(b"t", SOURCE, "/x/t.m", Default::default());
        let file = encode(&code, &stamp());
        (code, file)
    }

    #[test]
    fn code_comes_back_as_it_was() {
        let (code, file) = sample();
        let read = header(&file).unwrap();
        assert_eq!((read.path, &read.stamp), (&b"/x/t.m"[..], &stamp()));
        let back = decode(&file, &mut in_order()).unwrap();
        let mut linked = routine(b"t", SOURCE, "/x/t.m", Default::default());
        linked.relocate(&mut in_order());
        assert_eq!(format!("{linked:?}"), format!("{back:?}"));
        assert_eq!(encode(&back, &stamp()), encode(&code, &stamp()));
        let (mut other, mut file) = (stamp(), file);
        other.changed = (5, 6);
        restamp(&mut file, &other);
        assert_eq!(header(&file).unwrap().stamp, other);
        assert!(decode(&file, &mut in_order()).is_ok());
    }

    #[test]
    fn every_message_has_a_number_of_its_own() {
        for code in errors::Code::all() {
            let back = errors::Code::from_number(code.number().into());
            assert_eq!(back.map(|(c, _)| c), Some(code), "{}", code.mnemonic());
        }
    }

    #[test]
    fn damage_is_found() {
        let (_, file) = sample();
        for len in 0..file.len() {
            assert!(
                decode(&file[..len], &mut in_order()).is_err(),
                "{len} bytes"
            );
        }
        for at in 0..file.len() {
            let mut file = file.clone();
            file[at] ^= 1 << (at % 8);
            assert!(decode(&file, &mut in_order()).is_err(), "byte {at}");
        }
        let longer = [&file[..], b"x"].concat();
        assert_eq!(
            decode(&longer, &mut in_order()).unwrap_err(),
            Refused::Damaged
        );
    }

    #[test]
    fn without_the_sum_no_bytes_make_the_reader_fail_otherwise() {
        let (_, file) = sample();
        for at in SUMMED..file.len() {
            for value in [0, 1, 3, 0x7f, 0x80, 0xff] {
                let mut file = file.clone();
                file[at] = value;
                // It is code or it is refused.
                let _ = header(&file).and_then(|h| decode_body(&h, &mut in_order()));
            }
        }
    }

    #[test]
    fn sums_tell_texts_apart() {
        let mut seen = std::collections::HashSet::new();
        for n in 0..200 {
            assert!(seen.insert(sum(&vec![0; n])));
            assert!(n == 0 || seen.insert(sum(&[&vec![0; n - 1][..], b"\x01"].concat())));
        }
    }

    #[test]
    fn a_source_settles_some_seconds_after_its_change() {
        let at = |s| UNIX_EPOCH + Duration::from_secs(s);
        assert!(Stamp::is_young((100, 0), at(101)));
        assert!(!Stamp::is_young((100, 0), at(103)));
        assert!(Stamp::is_young((-5, 0), at(103)));
    }
}
