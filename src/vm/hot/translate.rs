//! $TRANSLATE with a table that is kept while its second and third arguments are the same.

use super::{Arg, Place, Texts, fill, text};
use crate::value::Value;

/// What every byte becomes.
pub struct Table {
    from: Value,
    to: Value,
    bytes: [u8; 256],
    /// 0 for bytes that go.
    kept: [u8; 256],
    all_kept: bool,
}

impl Table {
    fn new(from: &Value, to: &Value) -> Table {
        let mut table = Table {
            from: from.clone(),
            to: to.clone(),
            bytes: std::array::from_fn(|byte| byte as u8),
            kept: [1; 256],
            all_kept: true,
        };
        let (mut x, mut y);
        let (keys, others) = (
            text!(std::ptr::from_ref(from), x),
            text!(std::ptr::from_ref(to), y),
        );
        // Of a byte that occurs several times the first counts.
        for (i, byte) in keys.iter().enumerate().rev() {
            let at = usize::from(*byte);
            table.kept[at] = u8::from(i < others.len());
            table.bytes[at] = others.get(i).copied().unwrap_or(*byte);
        }
        table.all_kept = table.kept == [1; 256];
        table
    }

    /// Whether it is the table of these arguments. Both texts are held, so that they do not change.
    #[inline(always)]
    fn is_of(&self, from: &Value, to: &Value) -> bool {
        let same = |a: &Value, b: &Value| match (a, b) {
            (Value::Short(_), Value::Short(_)) => a.short_bits() == b.short_bits(),
            (Value::Heap(a), Value::Heap(b)) => a.same(b),
            (Value::Int(a), Value::Int(b)) => a == b,
            _ => false,
        };
        same(&self.from, from) && same(&self.to, to)
    }
}

/// `$TRANSLATE(s,from)`.
///
/// # Safety
/// As all functions of two arguments.
pub unsafe fn remove(texts: &mut Texts, to: Place, a: Arg, b: Arg) -> bool {
    // SAFETY: the caller's promise.
    unsafe { translate(texts, to, a, b, &Value::EMPTY) }
}

/// `$TRANSLATE(s,from,to)`.
///
/// # Safety
/// As all functions of three arguments.
pub unsafe fn translate(texts: &mut Texts, to: Place, a: Arg, b: Arg, c: Arg) -> bool {
    // SAFETY: the caller's promise.
    let (from, into) = unsafe { (&*b, &*c) };
    let table = match &mut texts.translation {
        Some(table) if table.is_of(from, into) => table,
        // What is still held of the last ones would keep a text from growing in place.
        other => other.insert(Box::new(Table::new(from, into))),
    };
    let mut buf;
    let s = text!(a, buf);
    let (mut read, n) = (s.as_ptr(), s.len());
    // SAFETY: the caller's promise. A byte is read before a byte at or before its place is written.
    unsafe {
        fill(to, n, |out| {
            let end = read.add(n);
            let mut put = out;
            if table.all_kept {
                while read < end {
                    put.write(table.bytes[usize::from(read.read())]);
                    (read, put) = (read.add(1), put.add(1));
                }
                return n;
            }
            while read < end {
                let byte = usize::from(read.read());
                put.write(table.bytes[byte]);
                (read, put) = (read.add(1), put.add(usize::from(table.kept[byte])));
            }
            put.offset_from_unsigned(out)
        });
    }
    true
}
