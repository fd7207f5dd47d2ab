//! Changes of the table of locks as bytes.
//!
//! A record is its length (4 bytes, little endian, without itself), a tag, and its fields: numbers of 8 bytes, texts after their length
//! (4 bytes), lists after their count (4 bytes). Files of locks do not outlive a restart of the machine, so that nothing reads
//! those of another version: the head of a file says which it is.

use super::table::{Change, Counts};

/// Appends a change.
pub fn push(change: &Change<'_>, out: &mut Vec<u8>) {
    let at = out.len();
    out.extend_from_slice(&[0; 4]);
    match change {
        Change::Process { pid, start } => put(out, 1, &[u64::from(*pid), *start]),
        Change::Put {
            owner,
            name,
            counts,
            touch,
        } => {
            put(out, 2, &[*owner, packed(*counts), u64::from(*touch)]);
            text(out, name);
        }
        Change::Grant {
            owner,
            names,
            zallocate,
        } => {
            put(out, 3, &[*owner, u64::from(*zallocate)]);
            list(out, names);
        }
        Change::Want {
            ticket,
            owner,
            names,
            zallocate,
        } => {
            put(out, 4, &[*ticket, *owner, u64::from(*zallocate)]);
            list(out, names);
        }
        Change::Unwant { ticket } => put(out, 5, &[*ticket]),
        Change::Serve { names } => {
            put(out, 6, &[]);
            list(out, names);
        }
        Change::Gone { pid } => put(out, 7, &[u64::from(*pid)]),
        Change::Clock { clock } => put(out, 8, &[*clock]),
        Change::Granted { ticket, before } => {
            put(out, 9, &[*ticket, before.len() as u64]);
            for counts in before {
                out.extend_from_slice(&packed(*counts).to_le_bytes());
            }
        }
        Change::Held {
            owner,
            name,
            counts,
            touched,
        } => {
            put(out, 10, &[*owner, packed(*counts), *touched]);
            text(out, name);
        }
    }
    let length = (out.len() - at - 4) as u32;
    out[at..at + 4].copy_from_slice(&length.to_le_bytes());
}

fn put(out: &mut Vec<u8>, tag: u8, numbers: &[u64]) {
    out.push(tag);
    for number in numbers {
        out.extend_from_slice(&number.to_le_bytes());
    }
}

fn text(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn list(out: &mut Vec<u8>, names: &[Vec<u8>]) {
    out.extend_from_slice(&(names.len() as u32).to_le_bytes());
    names.iter().for_each(|name| text(out, name));
}

fn packed(counts: Counts) -> u64 {
    u64::from(counts.level) << 1 | u64::from(counts.zallocated)
}

fn unpacked(number: u64) -> Counts {
    Counts {
        level: (number >> 1) as u32,
        zallocated: number & 1 != 0,
    }
}

/// The changes in some bytes; `None` when they are damaged.
pub fn read(mut bytes: &[u8]) -> Option<Vec<Change<'static>>> {
    let mut changes = Vec::new();
    while !bytes.is_empty() {
        let (length, rest) = bytes.split_first_chunk()?;
        let (record, rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let (tag, fields) = record.split_first()?;
        let mut fields = Fields(fields);
        changes.push(fields.change(*tag)?);
        if !fields.0.is_empty() {
            return None;
        }
        bytes = rest;
    }
    Some(changes)
}

struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    fn change(&mut self, tag: u8) -> Option<Change<'static>> {
        Some(match tag {
            1 => Change::Process {
                pid: self.number()?.try_into().ok()?,
                start: self.number()?,
            },
            2 => Change::Put {
                owner: self.number()?,
                counts: unpacked(self.number()?),
                touch: self.number()? != 0,
                name: self.text()?.into(),
            },
            3 => Change::Grant {
                owner: self.number()?,
                zallocate: self.number()? != 0,
                names: self.list()?.into(),
            },
            4 => Change::Want {
                ticket: self.number()?,
                owner: self.number()?,
                zallocate: self.number()? != 0,
                names: self.list()?.into(),
            },
            5 => Change::Unwant {
                ticket: self.number()?,
            },
            6 => Change::Serve {
                names: self.list()?.into(),
            },
            7 => Change::Gone {
                pid: self.number()?.try_into().ok()?,
            },
            8 => Change::Clock {
                clock: self.number()?,
            },
            9 => {
                let ticket = self.number()?;
                let count = self.number()?;
                let before = (0..count)
                    .map(|_| self.number().map(unpacked))
                    .collect::<Option<_>>()?;
                Change::Granted { ticket, before }
            }
            10 => Change::Held {
                owner: self.number()?,
                counts: unpacked(self.number()?),
                touched: self.number()?,
                name: self.text()?.into(),
            },
            _ => return None,
        })
    }

    fn number(&mut self) -> Option<u64> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u64::from_le_bytes(*number))
    }

    fn length(&mut self) -> Option<usize> {
        let (length, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*length) as usize)
    }

    fn text(&mut self) -> Option<Vec<u8>> {
        let length = self.length()?;
        let (text, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(text.to_vec())
    }

    fn list(&mut self) -> Option<Vec<Vec<u8>>> {
        (0..self.length()?).map(|_| self.text()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_come_back() {
        let counts = Counts {
            level: 511,
            zallocated: true,
        };
        let names = vec![b"^a\0".to_vec(), Vec::new()];
        let name = b"x".to_vec();
        let all = [
            Change::Process { pid: 7, start: 9 },
            Change::Put {
                owner: u64::MAX,
                name: name.clone().into(),
                counts,
                touch: true,
            },
            Change::Grant {
                owner: 1,
                names: names.clone().into(),
                zallocate: false,
            },
            Change::Want {
                ticket: 2,
                owner: 3,
                names: names.clone().into(),
                zallocate: true,
            },
            Change::Unwant { ticket: 4 },
            Change::Serve {
                names: names.into(),
            },
            Change::Gone { pid: 5 },
            Change::Clock { clock: 6 },
            Change::Granted {
                ticket: 8,
                before: vec![counts, Counts::default()],
            },
            Change::Held {
                owner: 10,
                name: name.into(),
                counts,
                touched: 11,
            },
        ];
        let mut bytes = Vec::new();
        all.iter().for_each(|change| push(change, &mut bytes));
        assert_eq!(read(&bytes).as_deref(), Some(&all[..]));
        for end in 0..bytes.len() {
            let part = read(&bytes[..end]);
            assert!(part.is_none_or(|part| part.len() < all.len()));
        }
    }
}
