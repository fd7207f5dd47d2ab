//! The reading half of a load: lines to batches of nodes, errors to messages.

use super::mark::Mark;
use super::source::Source;
use super::{Job, Progress};
use crate::store::bulk::Batch;
use crate::store::key::split;
use crate::store::mapping::Mapping;
use crate::store::record::{Flaw, Format, HEADER, Records, Wrong, chset_of_label};
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use crate::value::fnv;
use std::io;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, SyncSender};

/// Lines between two looks at the progress.
const LOOK: u64 = 4096;
/// Bytes of a line that are shown before and behind an error.
const BEFORE: usize = 50;
const BEHIND: usize = 25;

/// Nodes to commit, a batch for each file of the name space, and how far they reach.
pub struct Work {
    pub batches: Vec<Batch>,
    pub mark: Mark,
    /// Nothing comes behind.
    pub last: bool,
}

/// Why reading stopped before the end.
enum Stop {
    /// An error, as asked.
    Error,
    /// Whoever writes has failed, and says why.
    Writer,
    Failed(MError),
}

impl From<MError> for Stop {
    fn from(error: MError) -> Stop {
        Stop::Failed(error)
    }
}

pub struct Parser<'a> {
    job: &'a Job,
    mapping: &'a Mapping,
    progress: Progress,
    begin: Option<Mark>,
    records: Records,
    batches: Vec<Batch>,
    mark: Mark,
    /// Bytes of the files before the present one.
    before: u64,
    longest_key: usize,
    longest_value: usize,
}

impl<'a> Parser<'a> {
    pub fn new(
        job: &'a Job,
        mapping: &'a Mapping,
        progress: Progress,
        begin: Option<Mark>,
    ) -> Parser<'a> {
        Parser {
            job,
            mapping,
            progress,
            begin,
            records: Records::default(),
            batches: Vec::new(),
            mark: Mark {
                nodes: begin.map_or(0, |b| b.nodes),
                failed: begin.map_or(0, |b| b.failed),
                ..Mark::default()
            },
            before: 0,
            longest_key: 0,
            longest_value: 0,
        }
    }

    /// Reads all files; batches come back from `empty`.
    ///
    /// # Errors
    /// A file that cannot be read, or is none of the formats.
    pub fn run(
        &mut self,
        to: &SyncSender<Work>,
        empty: &Receiver<Vec<Batch>>,
    ) -> Result<(), MError> {
        let job = self.job;
        let mut done = Ok(());
        for (number, name) in job.files.iter().enumerate() {
            let number = number as u64;
            if self.begin.is_some_and(|begin| number < begin.file) {
                continue;
            }
            self.mark.file = number;
            done = self.file(name, to, empty);
            if done.is_err() {
                break;
            }
        }
        self.progress.end();
        let last = match &done {
            // What was read is committed, and there is nothing to resume.
            Ok(()) | Err(Stop::Error) => true,
            Err(Stop::Failed(_)) => false,
            Err(Stop::Writer) => return Ok(()),
        };
        // If the other side is gone it knows why.
        let _ = self.send(to, empty, last);
        match done {
            Err(Stop::Failed(error)) => Err(error),
            _ => Ok(()),
        }
    }

    fn send(
        &mut self,
        to: &SyncSender<Work>,
        empty: &Receiver<Vec<Batch>>,
        last: bool,
    ) -> Result<(), Stop> {
        let new = || {
            self.mapping
                .files
                .iter()
                .map(|_| Batch::default())
                .collect()
        };
        let next = empty.try_recv().unwrap_or_else(|_| new());
        let batches = std::mem::replace(&mut self.batches, next);
        let work = Work {
            batches: if batches.is_empty() { new() } else { batches },
            mark: self.mark,
            last,
        };
        to.send(work).map_err(|_| Stop::Writer)
    }

    fn file(
        &mut self,
        name: &Path,
        to: &SyncSender<Work>,
        empty: &Receiver<Vec<Batch>>,
    ) -> Result<(), Stop> {
        let failed = |error: io::Error| -> Stop {
            let bytes = name.as_os_str().as_bytes();
            let made = MError::arg(errors::LOADFILERR, bytes);
            match error.raw_os_error() {
                Some(errno) => made.also_system(errno).into(),
                None => made.text(error.to_string()).into(),
            }
        };
        let opened = Source::open(name).map_err(|e| {
            let made = MError::arg(errors::FILEOPENFAIL, name.as_os_str().as_bytes());
            made.also_system(e.raw_os_error().unwrap_or(0))
        });
        let mut source = opened?;
        let (format, chset, crlf) = self.header(name, &mut source).map_err(failed)??;
        let begin = self.begin.take().filter(|b| b.lines >= HEADER);
        if let Some(begin) = begin {
            self.resume(name, &mut source, begin).map_err(failed)??;
        }
        let first = self.job.begin.unwrap_or(0).max(HEADER + 1);
        while source.lines + 1 < first {
            if source.line().map_err(failed)?.is_none() {
                return Err(MError::arg(errors::LOADEOF, first.to_string()).into());
            }
        }
        if self.job.files.len() == 1 {
            tell!("Beginning LOAD at record number: {}\n", source.lines + 1);
        }
        let end = self.job.end.unwrap_or(u64::MAX);
        while source.lines < end {
            let number = source.lines + 1;
            let Some(line) = source.line().map_err(failed)? else {
                break;
            };
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            if line.is_empty() {
                continue;
            }
            let mut read = match format {
                Format::Zwr => self.records.zwr(line, chset),
                Format::Go => self.records.reference(line, chset),
            };
            if let Err(wrong) = &read {
                self.complain(name, number, line, wrong);
            }
            if read.is_ok() && format == Format::Go {
                let value = source.line().map_err(failed)?;
                let bytes = value.unwrap_or_default();
                let cut = if crlf {
                    bytes.strip_suffix(b"\r")
                } else {
                    None
                };
                read = match value {
                    Some(_) => self.records.plain(cut.unwrap_or(bytes)),
                    None => Err(Wrong {
                        flaw: Flaw::NoValue,
                        column: 0,
                    }),
                };
                if let Err(wrong) = &read {
                    self.complain(name, number + 1, bytes, wrong);
                }
            }
            if read.is_err() {
                self.mark.failed += 1;
                if self.job.stop {
                    self.place(&source);
                    return Err(Stop::Error);
                }
                continue;
            }
            self.add();
            if self.batches.iter().map(Batch::size).sum::<usize>() >= self.job.batch {
                self.place(&source);
                self.send(to, empty, false)?;
            }
            if source.lines % LOOK == 0 {
                self.progress
                    .tell(self.mark.nodes, self.before + source.offset);
            }
        }
        self.place(&source);
        self.before += source.offset;
        Ok(())
    }

    /// All up to here has been read.
    fn place(&mut self, source: &Source) {
        self.mark.offset = source.offset;
        self.mark.lines = source.lines;
        self.mark.length = source.last().len() as u64;
        self.mark.sum = sum_of(source.last());
    }

    /// Reads the header: what the file is.
    fn header(
        &mut self,
        name: &Path,
        source: &mut Source,
    ) -> io::Result<Result<(Format, Chset, bool), MError>> {
        let label = source.line()?.map(<[u8]>::to_vec);
        let date = source.line()?.map(<[u8]>::to_vec);
        let (label, date) = (label.unwrap_or_default(), date.unwrap_or_default());
        if self.job.files.len() == 1 {
            for line in [&label, &date] {
                tell!("{}", String::from_utf8_lossy(line.trim_ascii_end()));
            }
        }
        let format = Format::of_header(&date);
        let format = match (format, self.job.format) {
            (Some(found), Some(asked)) if found != asked => None,
            (found, asked) => asked.or(found),
        };
        Ok(format
            .map(|format| (format, chset_of_label(&label), date.ends_with(b"\r")))
            .ok_or_else(|| MError::new(errors::LDBINFMT).text(name.as_os_str().as_bytes())))
    }

    /// Goes on behind the line that was committed last, if it is still there.
    fn resume(
        &mut self,
        name: &Path,
        source: &mut Source,
        begin: Mark,
    ) -> io::Result<Result<(), MError>> {
        self.mark = begin;
        let there = begin.lines == HEADER || {
            let start = begin.offset.saturating_sub(begin.length);
            source.skip(start, begin.lines.saturating_sub(1))?
                && source.line()?.is_some()
                && source.offset == begin.offset
                && sum_of(source.last()) == begin.sum
        };
        Ok(if there {
            Ok(())
        } else {
            let other = MError::arg(errors::LOADFILERR, name.as_os_str().as_bytes());
            Err(other.text("the file is not the one whose load was stopped"))
        })
    }

    /// Adds the node that was read.
    fn add(&mut self) {
        let Records { key, value, .. } = &self.records;
        self.longest_key = self.longest_key.max(key.len() + 1);
        self.longest_value = self.longest_value.max(value.len());
        let file = match self.mapping.files.len() {
            1 => 0,
            _ => self.mapping.file(split(key).0),
        };
        if self.batches.is_empty() {
            self.batches = self
                .mapping
                .files
                .iter()
                .map(|_| Batch::default())
                .collect();
        }
        if let Some(batch) = self.batches.get_mut(file) {
            batch.push(key, value);
            self.mark.nodes += 1;
        }
    }

    /// Tells what is wrong with a line: the part around it, and a caret below.
    #[cold]
    fn complain(&mut self, name: &Path, number: u64, line: &[u8], wrong: &Wrong) {
        self.progress.clear();
        let place = match self.job.files.len() {
            1 => number.to_string(),
            _ => format!("{number} of {}", name.display()),
        };
        tell!("{}", MError::arg(errors::RECLOAD, place));
        match &wrong.flaw {
            Flaw::Limit(error) => tell!("{error}"),
            flaw => tell!("%GTM-I-TEXT, column {}: {flaw}", wrong.column + 1),
        }
        let from = wrong.column.saturating_sub(BEFORE);
        let to = (wrong.column + BEHIND).min(line.len());
        let show = |bytes: &[u8]| {
            let text = String::from_utf8_lossy(bytes).into_owned();
            text.replace(|c: char| c.is_control(), " ")
        };
        let (head, tail) = (
            show(&line[from..wrong.column]),
            show(&line[wrong.column..to]),
        );
        let caret = " ".repeat(head.chars().count());
        tell!("\t{head}{tail}\n\t{caret}^-----");
    }

    /// Tells the counts, as `mupip load` does; the status.
    pub fn tell(&self, whole: bool) -> ExitCode {
        let Mark {
            nodes,
            failed,
            lines,
            ..
        } = self.mark;
        let (key, value) = (self.longest_key, self.longest_value);
        tell!("LOAD TOTAL\t\tKey Cnt: {nodes}  Max Subsc Len: {key}  Max Data Len: {value}");
        if failed > 0 {
            tell!(
                "{}",
                MError::arg(errors::FAILEDRECCOUNT, failed.to_string())
            );
        }
        if self.job.files.len() == 1 {
            let last = MError::arg(errors::LOADRECCNT, lines.to_string());
            tell!("{}", last.severity('I'));
        }
        ExitCode::from(u8::from(failed > 0 || !whole))
    }
}

/// The sum of a line with its end, as a mark has it.
fn sum_of(line: &[u8]) -> u64 {
    // The last bytes tell as much as all.
    fnv::sum(&line[line.len().saturating_sub(64)..])
}
