//! The files of a load as lines, with the place of each.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Bytes that are read at once.
const CHUNK: usize = 1 << 18;
/// No record has a longer line: each byte of the longest value takes at most eleven.
const MAX_LINE: usize = 16 << 20;

/// A file, line by line.
pub struct Source {
    file: Box<dyn Read + Send>,
    buffer: Vec<u8>,
    /// What of the buffer was not taken yet.
    from: usize,
    to: usize,
    ended: bool,
    /// Bytes of the last line, with its end.
    length: usize,
    /// Bytes that were taken.
    pub offset: u64,
    /// Lines that were taken.
    pub lines: u64,
}

/// What one step found.
enum Found {
    /// A line without its end, and the bytes that it takes with it.
    Line(usize, usize),
    End,
}

impl Source {
    /// A file, or standard input for `-`.
    ///
    /// # Errors
    /// Those of the system.
    pub fn open(name: &Path) -> io::Result<Source> {
        let file: Box<dyn Read + Send> = if name == Path::new("-") {
            Box::new(io::stdin())
        } else {
            Box::new(File::open(name)?)
        };
        Ok(Source::of(file))
    }

    fn of(file: Box<dyn Read + Send>) -> Source {
        Source {
            file,
            buffer: vec![0; CHUNK],
            from: 0,
            to: 0,
            ended: false,
            length: 0,
            offset: 0,
            lines: 0,
        }
    }

    /// Reads on until a line, or the last one without an end, is in the buffer.
    fn find(&mut self) -> io::Result<Found> {
        let mut looked = 0;
        loop {
            let rest = &self.buffer[self.from..self.to];
            if let Some(at) = memchr::memchr(b'\n', &rest[looked..]) {
                return Ok(Found::Line(looked + at, looked + at + 1));
            }
            looked = rest.len();
            if self.ended {
                return Ok(match looked {
                    0 => Found::End,
                    length => Found::Line(length, length),
                });
            }
            if looked > MAX_LINE {
                return Err(io::Error::new(
                    io::ErrorKind::InvalidData,
                    "a line is longer than that of any record",
                ));
            }
            self.buffer.copy_within(self.from..self.to, 0);
            (self.from, self.to) = (0, looked);
            if self.buffer.len() < looked + CHUNK {
                self.buffer.resize((looked + CHUNK) * 2, 0);
            }
            match self.file.read(&mut self.buffer[looked..]) {
                Ok(0) => self.ended = true,
                Ok(count) => self.to += count,
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
    }

    /// The next line, without its end.
    ///
    /// # Errors
    /// Those of the system; a line that is too long.
    pub fn line(&mut self) -> io::Result<Option<&[u8]>> {
        match self.find()? {
            Found::End => Ok(None),
            Found::Line(length, whole) => {
                let line = &self.buffer[self.from..self.from + length];
                self.from += whole;
                self.length = whole;
                self.offset += whole as u64;
                self.lines += 1;
                Ok(Some(line))
            }
        }
    }

    /// The last line that was taken, with its end.
    pub fn last(&self) -> &[u8] {
        &self.buffer[self.from.saturating_sub(self.length)..self.from]
    }

    /// Takes bytes up to an offset, which begins a line of that number; whether there are so many.
    ///
    /// # Errors
    /// Those of the system.
    pub fn skip(&mut self, offset: u64, lines: u64) -> io::Result<bool> {
        while self.offset < offset {
            if self.from == self.to {
                (self.from, self.to) = (0, self.file.read(&mut self.buffer)?);
                if self.to == 0 {
                    self.ended = true;
                    return Ok(false);
                }
            }
            let wanted = usize::try_from(offset - self.offset).unwrap_or(usize::MAX);
            let taken = wanted.min(self.to - self.from);
            self.from += taken;
            self.offset += taken as u64;
        }
        (self.lines, self.length) = (lines, 0);
        Ok(self.offset == offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_any_length() {
        let long = "x".repeat(CHUNK * 3);
        let text = format!("a\n\n{long}\nlast");
        let mut source = Source::of(Box::new(io::Cursor::new(text.clone().into_bytes())));
        let mut lines = Vec::new();
        while let Some(line) = source.line().unwrap() {
            lines.push(line.len());
        }
        assert_eq!(lines, [1, 0, long.len(), 4]);
        assert_eq!((source.offset, source.lines), (text.len() as u64, 4));
        let mut source = Source::of(Box::new(io::Cursor::new(text.into_bytes())));
        source.line().unwrap();
        assert!(source.skip(4 + long.len() as u64, 3).unwrap());
        assert_eq!(source.line().unwrap(), Some(&b"last"[..]));
        assert_eq!(source.lines, 4);
        assert!(!source.skip(1 << 40, 9).unwrap());
    }
}
