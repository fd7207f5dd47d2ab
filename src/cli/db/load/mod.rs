//! `mrun db load`: globals from files in the formats of `mupip extract`.
//!
//! One thread reads and parses, the other commits; in between go batches of nodes, each with the place in the files up to which
//! it reaches.

mod mark;
mod parse;
mod source;

use self::mark::Mark;
use self::parse::{Parser, Work};
use super::Command;
use super::options::{Known, Options, Wrong};
use super::progress::Progress;
use super::space::Space;
use crate::store::bulk::Note;
use crate::store::record::Format;
use crate::value::errors::{self, MError};
use crate::value::fnv;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc::sync_channel;

pub const COMMAND: Command = Command {
    name: "load",
    summary: "read globals from files in ZWR or GO format",
    help: "\
Usage: mrun db load [options] FILE...|-

Sets the nodes in FILE, or on standard input. What 'mupip extract' and 'mrun db extract' write is read; lines may end with CR LF. A
record with an error is told, with its line, and left out. While a load runs, what it has committed others see.

Options:
  --format ZWR|GO   what the file is, if its second line does not tell
  --begin N         the first record, as a line of the file
  --end N           the last one
  --resume          goes on where a load of the same files was stopped
  --on-error stop   ends at the first error, instead of 'proceed'
  --batch KIB       commits so much at once (16384); other writers wait for that long, and a stopped load repeats no more
  --stdin           from standard input
  --progress        tell progress even if standard error is no terminal
",
    options: &[
        Known::value("format"),
        Known::value("begin"),
        Known::value("end"),
        Known::value("onerror"),
        Known::value("batch"),
        // Blocks are filled as they are; GT.M's scripts give it.
        Known::value("fillfactor"),
        Known::flag("resume"),
        Known::flag("stdin"),
        Known::flag("progress"),
    ],
    run,
};

/// Bytes of nodes that are committed at once, as long as nothing else is asked for, and at most.
const BATCH: usize = 16 << 20;
const MAX_BATCH: usize = 1 << 30;
/// Batches that wait for being written, besides those that are being made and written.
const WAITING: usize = 1;

/// What is to be loaded.
struct Job {
    files: Vec<PathBuf>,
    format: Option<Format>,
    /// Lines, from 1.
    begin: Option<u64>,
    end: Option<u64>,
    stop: bool,
    /// Bytes of nodes that are committed at once.
    batch: usize,
    resume: bool,
    progress: bool,
}

impl Job {
    fn of(options: &Options) -> Result<Job, Wrong> {
        let mut files: Vec<PathBuf> = options
            .names
            .iter()
            .map(|name| super::super::path(name).into())
            .collect();
        if options.has("stdin") {
            files.push("-".into());
        }
        if files.is_empty() {
            return Err(Wrong::Missing("a file is needed, or - for standard input"));
        }
        let stop = match options.value("onerror") {
            None => false,
            Some(how) => match how.to_ascii_lowercase().as_slice() {
                b"stop" => true,
                b"proceed" => false,
                _ => return Err(Wrong::bad(how, "way; stop and proceed are")),
            },
        };
        let job = Job {
            files,
            format: options.format()?,
            begin: options.number("begin")?,
            end: options.number("end")?,
            stop,
            batch: options.number("batch")?.map_or(BATCH, |kib| {
                usize::try_from(kib.saturating_mul(1024))
                    .unwrap_or(MAX_BATCH)
                    .min(MAX_BATCH)
            }),
            resume: options.has("resume"),
            progress: options.has("progress"),
        };
        let several = job.files.len() > 1;
        if several && (job.begin.is_some() || job.end.is_some()) {
            return Err(Wrong::Missing("--begin and --end are for one file"));
        }
        if job.resume && job.begin.is_some() {
            return Err(Wrong::Missing("--resume knows where to begin"));
        }
        Ok(job)
    }

    /// What the marks of this load are kept under.
    fn name(&self) -> Vec<u8> {
        let whole = |file: &PathBuf| {
            if file == Path::new("-") {
                return file.clone();
            }
            file.canonicalize().unwrap_or_else(|_| file.clone())
        };
        let all: Vec<PathBuf> = self.files.iter().map(whole).collect();
        let texts: Vec<&[u8]> = all.iter().map(|p| p.as_os_str().as_bytes()).collect();
        format!("load {:016x}", fnv::sum(&texts.join(&0))).into_bytes()
    }

    /// Bytes of all files, if they have a length.
    fn bytes(&self) -> Option<u64> {
        let length = |file: &PathBuf| Some(std::fs::metadata(file).ok()?.len());
        self.files.iter().map(length).sum()
    }
}

fn run(options: Options) -> Result<ExitCode, MError> {
    let job = match Job::of(&options) {
        Ok(job) => job,
        Err(wrong) => return Ok(super::wrong("load", &wrong)),
    };
    if job.begin == Some(0) {
        return Err(MError::new(errors::LOADBGSZ));
    }
    if let (Some(begin), Some(end)) = (job.begin, job.end)
        && end < begin
    {
        return Err(MError::new(errors::LOADEDBG));
    }
    let space = Space::of(&options)?;
    let name = job.name();
    let begin = begin(&job, &space, &name)?;
    let total = job.bytes();
    let mut parser = Parser::new(
        &job,
        &space.mapping,
        Progress::new(job.progress, total),
        begin,
    );
    let mut committed = begin;
    let done = std::thread::scope(|scope| {
        let (to_writer, works) = sync_channel::<Work>(WAITING);
        let (to_parser, empty) = sync_channel(WAITING + 2);
        let reader = scope.spawn(move || {
            let done = parser.run(&to_writer, &empty);
            (parser, done)
        });
        let mut written = Ok(());
        for mut work in works {
            written = write(&space, &mut work, &name);
            if written.is_err() {
                break;
            }
            committed = Some(work.mark);
            // The reader may be done already.
            let _ = to_parser.send(work.batches);
        }
        drop(to_parser);
        let (parser, read) = reader
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        written.map(|()| (parser, read))
    });
    match done {
        Ok((parser, read)) => {
            let told = parser.tell(read.is_ok());
            read?;
            Ok(told)
        }
        Err(error) => {
            let lines = committed.map_or(0, |mark| mark.lines);
            Err(error.text(format!(
                "committed up to record {lines}; --resume goes on behind it"
            )))
        }
    }
}

/// Where to begin, if not with the first file's first record.
fn begin(job: &Job, space: &Space, name: &[u8]) -> Result<Option<Mark>, MError> {
    let Some(database) = space.open(0, false)? else {
        return Ok(None);
    };
    let Some(mark) = database.note(name)?.and_then(|text| Mark::parse(&text)) else {
        return Ok(None);
    };
    let file = job.files.get(mark.file as usize);
    let place = format!(
        "{} was loaded up to record {}",
        file.map_or_else(String::new, |f| f.display().to_string()),
        mark.lines
    );
    if job.resume {
        tell!("{place}: going on behind it");
        return Ok(Some(mark));
    }
    tell!("{place} by a load that was stopped: beginning anew, as --resume is not given");
    Ok(None)
}

/// Commits a batch of each file; the first file's, which has the mark, last.
fn write(space: &Space, work: &mut Work, name: &[u8]) -> Result<(), MError> {
    let text = work.mark.text();
    for (file, batch) in work.batches.iter_mut().enumerate().rev() {
        let note = (file == 0).then_some(Note {
            name,
            text: (!work.last).then_some(text.as_bytes()),
        });
        if batch.is_empty() && note.is_none() {
            continue;
        }
        // A load that had nothing to say of the first file does not make it.
        if let Some(database) = space.open(file, !batch.is_empty() || !work.last)? {
            database.load(batch, note)?;
        }
        batch.clear();
    }
    Ok(())
}
