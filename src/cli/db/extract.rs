//! `mrun db extract`: globals as a file in the formats of `mupip extract`.

use super::Command;
use super::options::{Known, Options, Wrong, unquoted};
use super::progress::Progress;
use super::select::Selection;
use super::space::{Space, chset};
use crate::store::bulk::State;
use crate::store::key::end_of;
use crate::store::record::{self, Format};
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

pub const COMMAND: Command = Command {
    name: "extract",
    summary: "write globals as a file in ZWR or GO format",
    help: "\
Usage: mrun db extract [options] [FILE|-]

Writes the globals to FILE, which must not exist yet, or to standard output. All of a file of the database are of one moment,
whoever writes meanwhile. 'mupip load' and 'mrun db load' read the result.

Options:
  --format ZWR|GO   ZWR (default): references and values in one line; GO: in two, the value as it is
  --select NAMES    names of globals: NAME, NAME*, NAME:NAME (both included), with commas between
  --label TEXT      first line of the file, instead of 'GT.M MUPIP EXTRACT'
  --stdout          to standard output
  --progress        tell progress even if standard error is no terminal
  --nolog           no counts of each global on standard error
",
    options: &[
        Known::value("format"),
        Known::value("select"),
        Known::value("label"),
        Known::flag("stdout"),
        Known::flag("progress"),
        Known::flag("log"),
        Known::flag("nolog"),
    ],
    run,
};

const LABEL: &[u8] = b"GT.M MUPIP EXTRACT";
/// Bytes that are gathered before they are written.
const CHUNK: usize = 1 << 18;

/// What was written of a global, or of all.
#[derive(Clone, Copy, Default)]
struct Count {
    nodes: u64,
    key: usize,
    value: usize,
    node: usize,
}

impl Count {
    fn add(&mut self, key: &[u8], value: &[u8]) {
        self.nodes += 1;
        // GT.M's keys have one byte more at their end.
        self.key = self.key.max(key.len() + 1);
        self.value = self.value.max(value.len());
        self.node = self.node.max(key.len() + 1 + value.len());
    }

    fn merge(&mut self, other: Count) {
        self.nodes += other.nodes;
        self.key = self.key.max(other.key);
        self.value = self.value.max(other.value);
        self.node = self.node.max(other.node);
    }

    fn tell(&self, name: &[u8]) {
        let numbers = [
            self.nodes,
            self.key as u64,
            self.value as u64,
            self.node as u64,
        ];
        let mut args = vec![name.to_vec()];
        args.extend(numbers.map(|n| n.to_string().into_bytes()));
        tell!("{}", MError::with(errors::RECORDSTAT, args).severity('I'));
    }
}

struct Extract {
    out: Box<dyn Write>,
    name: Vec<u8>,
    buffer: Vec<u8>,
    format: Format,
    chset: Chset,
    bytes: u64,
    total: Count,
    progress: Progress,
    log: bool,
}

impl Extract {
    fn flush(&mut self) -> Result<(), MError> {
        self.bytes += self.buffer.len() as u64;
        let done = self.out.write_all(&self.buffer);
        self.buffer.clear();
        done.map_err(|e| trouble(&self.name, &e))
    }

    fn global(&mut self, state: &State, name: &[u8]) -> Result<(), MError> {
        let from = [name, &[0]].concat();
        let to = end_of(&from);
        let mut count = Count::default();
        let mut written = Ok(());
        state.walk(&from, |key, value| {
            if key >= to.as_slice() {
                return false;
            }
            record::push(&mut self.buffer, key, value, self.format, self.chset);
            count.add(key, value);
            if self.buffer.len() >= CHUNK {
                written = self.flush();
                self.progress
                    .tell(self.total.nodes + count.nodes, self.bytes);
            }
            written.is_ok()
        })?;
        written?;
        self.total.merge(count);
        if self.log && count.nodes > 0 {
            self.progress.clear();
            count.tell(&[b"^", name].concat());
        }
        Ok(())
    }
}

fn trouble(name: &[u8], error: &io::Error) -> MError {
    MError::arg(errors::EXTRIOERR, name).also_system(error.raw_os_error().unwrap_or(0))
}

/// Where the extract goes, and the name of that in messages.
type Target = (Box<dyn Write>, Vec<u8>);

fn target(options: &Options) -> Result<Result<Target, MError>, Wrong> {
    let file = match options.name()? {
        Some(name) if name != b"-" => name,
        _ => return Ok(Ok((Box::new(io::stdout()), b"standard output".to_vec()))),
    };
    if options.has("stdout") {
        return Err(Wrong::TooMany);
    }
    let path = super::super::path(file);
    let opened: io::Result<File> = OpenOptions::new().write(true).create_new(true).open(path);
    Ok(match opened {
        Ok(opened) => Ok((Box::new(opened), file.to_vec())),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
            Err(MError::arg(errors::EXTRFILEXISTS, file))
        }
        Err(e) => {
            Err(MError::arg(errors::FILEOPENFAIL, file).also_system(e.raw_os_error().unwrap_or(0)))
        }
    })
}

/// The states of all files, and the names in each that are wanted, in order: number of the state and name.
type Wanted = (Vec<Option<State>>, Vec<(usize, Vec<u8>)>);

fn wanted(space: &Space, selection: &Selection) -> Result<Wanted, MError> {
    let mut states = Vec::new();
    for file in 0..space.mapping.files.len() {
        states.push(space.open(file, false)?.map(State::of).transpose()?);
    }
    let mut names = Vec::new();
    for segment in &space.mapping.segments {
        if let Some(Some(state)) = states.get(segment.file) {
            let all = state.names(&segment.low, segment.high.as_deref())?;
            names.extend(
                all.into_iter()
                    .filter(|name| record::is_name(name) && selection.has(name))
                    .map(|name| (segment.file, name)),
            );
        }
    }
    Ok((states, names))
}

fn run(options: Options) -> Result<ExitCode, MError> {
    let format = match options.name().and_then(|_| options.format()) {
        Ok(format) => format.unwrap_or(Format::Zwr),
        Err(wrong) => return Ok(super::wrong("extract", &wrong)),
    };
    let selection = match options.value("select") {
        Some(text) => Selection::parse(text)?,
        None => Selection::default(),
    };
    let space = Space::of(&options)?;
    let (states, names) = wanted(&space, &selection)?;
    if names.is_empty() {
        let none = MError::new(errors::NOSELECT).severity('W');
        tell!("{none}");
        return Ok(ExitCode::FAILURE);
    }
    let (out, name) = match target(&options) {
        Ok(target) => target?,
        Err(wrong) => return Ok(super::wrong("extract", &wrong)),
    };
    let label = options.value("label").unwrap_or(LABEL);
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let unix = now.map_or(0, |now| now.as_secs() as i64);
    let mut extract = Extract {
        out,
        name,
        buffer: record::header(unquoted(label), format, chset(), unix),
        format,
        chset: chset(),
        bytes: 0,
        total: Count::default(),
        progress: Progress::new(options.has("progress"), None),
        log: !options.has("nolog"),
    };
    for (file, name) in &names {
        if let Some(Some(state)) = states.get(*file) {
            extract.global(state, name)?;
        }
    }
    extract.flush()?;
    let flushed = extract.out.flush();
    flushed.map_err(|e| trouble(&extract.name, &e))?;
    extract.progress.end();
    if extract.log {
        extract.total.tell(b"TOTAL");
    }
    Ok(ExitCode::SUCCESS)
}
