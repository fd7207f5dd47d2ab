//! JOB: starts a process that runs an entry, and gives it files or sockets of the pool as standard descriptors.

mod letter;

pub use self::letter::Letter;

use self::letter::Local;
use super::frame::{Kind, Unit};
use super::host::Capability;
use super::machine::{Cold, Flow, Machine};
use crate::compile::{Ins, Opnd};
use crate::device::{Environment, Param};
use crate::syntax::params::ParamId;
use crate::value::Value;
use crate::value::array::Node;
use crate::value::errors::{self, MError};
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::File;
use std::io;
use std::os::fd::{AsRawFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// What JOB says of an entry that there is not.
const NO_ENTRY: &str =
    "Job error in routine specification. Label and offset not found in created process";

/// What INPUT, OUTPUT and ERROR are when the value names a socket of the pool.
const SOCKET: &[u8] = b"SOCKET:";

/// The standard descriptors of a job, in the order in which GT.M looks at them.
const STREAMS: [(ParamId, &str); 3] = [
    (ParamId::Input, "INPUT"),
    (ParamId::Output, "OUTPUT"),
    (ParamId::Error, "ERROR"),
];

/// All that a job begins with.
pub struct Start {
    /// Label, offset and routine.
    pub entry: Vec<u8>,
    pub letter: Letter,
    /// Its $ZGBLDIR, unless that is the usual one.
    pub database: Option<PathBuf>,
    pub directory: PathBuf,
    /// Its $ZROUTINES.
    pub routines: Vec<u8>,
    /// Standard input, output and error.
    pub streams: [OwnedFd; 3],
    pub environment: Environment,
}

impl Machine {
    /// JOB. Errors: JOBFAIL, PARFILSPC for a socket that is not in the pool.
    pub(super) fn job(&mut self, i: Ins, base: usize, unit: &Rc<Unit>) -> Cold {
        let params = self.params.pop().unwrap_or_default();
        let timeout = self.timeout(i.c, base, unit)?;
        let at = base + Opnd(i.a).index();
        let (target, label, line) =
            self.dynamic_target(at, true, unit)
                .map_err(|e| match e.code() {
                    errors::LABELMISSING | errors::OFFSETINV | errors::ZLINKFILE => {
                        MError::new(errors::JOBFAIL).text(NO_ENTRY)
                    }
                    _ => e,
                })?;
        let code = &target.code;
        let place = match label.and_then(|l| code.labels.get(l as usize)) {
            Some(label) => label.name.to_vec(),
            None => code.place(line),
        };
        let entry = [&place[..], b"^", &code.name[..]].concat();
        let first = base + Opnd(i.b).index();
        let args = self.temps[first..first + i.y as usize]
            .iter()
            .map(|v| v.is_defined().then(|| v.to_vec()))
            .collect();
        if !self.host.may(Capability::Processes) {
            return Err(MError::new(errors::JOBFAIL).text("Permission denied"));
        }
        let as_session = params.iter().any(|p| p.id == ParamId::Session);
        self.flush_output();
        let directory = match param(&params, ParamId::Default) {
            Some(dir) => self.special.directory.join(OsStr::from_bytes(dir)),
            None => self.special.directory.clone(),
        };
        if !directory.is_dir() {
            return Err(MError::new(errors::JOBFAIL)
                .text("Job error - CHDIR error")
                .also_system(libc::ENOENT));
        }
        for (id, name) in [(ParamId::Input, "INPUT"), (ParamId::Startup, "STARTUP")] {
            if let Some(file) = param(&params, id).filter(|f| !is_socket(f))
                && !directory.join(OsStr::from_bytes(file)).exists()
            {
                let args = vec![name.as_bytes().to_vec(), file.to_vec()];
                return Err(MError::with(errors::PARFILSPC, args));
            }
        }
        let routine = String::from_utf8_lossy(&code.name).replace('%', "_");
        let defaults = [
            "/dev/null".to_string(),
            format!("{routine}.mjo"),
            format!("{routine}.mje"),
        ];
        let stream = |at: usize| {
            let (id, word) = STREAMS[at];
            match param(&params, id) {
                Some(value) if is_socket(value) => self.lend(word, value),
                Some(name) => file(id, &directory.join(OsStr::from_bytes(name))),
                None => file(id, &directory.join(&defaults[at])),
            }
        };
        let streams = [stream(0)?, stream(1)?, stream(2)?];
        let unread = match param(&params, ParamId::Input) {
            Some(value) if is_socket(value) => self
                .devices
                .shared()
                .sockets
                .unread(&value[SOCKET.len()..])
                .to_vec(),
            _ => Vec::new(),
        };
        let given = |id| param(&params, id).map(<[u8]>::to_vec);
        let letter = Letter {
            args,
            command_line: given(ParamId::Cmdline).unwrap_or_default(),
            startup: given(ParamId::Startup),
            unread,
            locals: match params.iter().any(|p| p.id == ParamId::PassCurLvn) {
                true => self.locals_of_letter(),
                false => Vec::new(),
            },
        };
        let changed = self.special.zgbldir != self.special.first_zgbldir;
        let present = changed.then_some(&self.special.zgbldir[..]);
        let database = param(&params, ParamId::Gbldir).or(present);
        let start = Start {
            entry,
            letter,
            database: database.map(|name| directory.join(OsStr::from_bytes(name))),
            directory,
            routines: self.special.zroutines.clone(),
            streams,
            environment: self.environment().clone(),
        };
        self.special.zjob = match as_session {
            true => self.host.start_session(start)? as i64,
            false => self.start_process(start)?,
        };
        // The sockets are the child's now.
        for (id, _) in STREAMS {
            if let Some(value) = param(&params, id).filter(|v| is_socket(v)) {
                let handle = &value[SOCKET.len()..];
                self.devices.shared_mut().sockets.give_away(handle);
            }
        }
        if timeout.is_given() {
            self.test = true;
        }
        Ok(Flow::Next)
    }

    /// The number of the process.
    fn start_process(&mut self, start: Start) -> Result<i64, MError> {
        let program = self
            .host
            .job_program()
            .ok_or_else(|| MError::new(errors::JOBFAIL).text("no program to run jobs"))?;
        // It has to stay open until the child has it.
        let letter = crate::device::sys::unnamed_file(&start.letter.encode()).map_err(failed)?;
        let mut command = start.environment.command(program);
        command
            .args(["--job", &letter.as_raw_fd().to_string()])
            .arg(OsStr::from_bytes(&start.entry))
            .env("gtmroutines", OsStr::from_bytes(&start.routines))
            .current_dir(&start.directory);
        if let Some(path) = start.database {
            command.env("gtmgbldir", path).env_remove("MRUN_DATABASE");
        }
        let [input, output, error] = start.streams;
        command.stdin(input).stdout(output).stderr(error);
        let mut child = command.spawn().map_err(failed)?;
        let number = i64::from(child.id());
        // The child is reaped by a thread that does nothing else.
        std::thread::spawn(move || child.wait());
        Ok(number)
    }

    /// PASSCURLVN.
    fn locals_of_letter(&self) -> Vec<Local> {
        let mut places: HashMap<*const Node, usize> = HashMap::new();
        let mut locals: Vec<Local> = Vec::new();
        for id in self.symbols.present() {
            let Some(node) = self.symbols.node(id) else {
                continue;
            };
            let name = self.host.name(id).to_vec();
            locals.push(match places.get(&std::ptr::from_ref(node)) {
                Some(first) => Local::alias(name, *first),
                None => Local::new(name, node),
            });
            places.entry(node).or_insert(locals.len() - 1);
        }
        locals
    }

    /// Prepares what JOB started: its variables, and the call whose end stops the machine. Errors: JOBSTARTCMDFAIL, and
    /// those of a call.
    pub fn start_job(&mut self, entry: &[u8], letter: &Letter) -> Result<(), MError> {
        if let Some(script) = &letter.startup {
            let environment = self.environment();
            let shell = environment.get("SHELL").unwrap_or(b"/bin/sh");
            let done = environment
                .command(OsStr::from_bytes(shell))
                .arg("-c")
                .arg(OsStr::from_bytes(script))
                .status();
            if !done.map_err(failed)?.success() {
                return Err(MError::new(errors::JOBSTARTCMDFAIL));
            }
        }
        self.devices.preload_principal(&letter.unread);
        let mut ids = Vec::with_capacity(letter.locals.len());
        for local in &letter.locals {
            let id = self.host.number(&local.name);
            ids.push(id);
            self.symbols.reserve(id + 1);
            if let Some(first) = local.alias.and_then(|at| ids.get(at)) {
                let link = self.symbols.link(*first);
                self.symbols.set_link(id, link);
            }
            let node = self.symbols.node_mut(id);
            for (subs, value) in &local.nodes {
                let subs: Vec<Value> = subs
                    .iter()
                    .map(|s| Value::from_bytes(s.as_slice()).to_key())
                    .collect();
                node.make(&subs, 0, Value::clone).value = Value::from_bytes(value.as_slice());
            }
        }
        let mut started = b"-direct ".to_vec();
        started.extend_from_slice(&letter.command_line);
        self.special.started_as = started;
        let args: Vec<Value> = letter
            .args
            .iter()
            .map(|arg| arg.as_deref().map_or(Value::Undef, Value::from_bytes))
            .collect();
        self.push_entry(entry, &args, Kind::Outside)
    }

    /// A copy of the descriptor of a socket in the pool.
    fn lend(&self, word: &str, value: &[u8]) -> Result<OwnedFd, MError> {
        let handle = &value[SOCKET.len()..];
        match self.devices.shared().sockets.lend(handle) {
            Some(fd) => fd.map_err(failed),
            None => Err(MError::with(
                errors::PARFILSPC,
                vec![word.into(), value.to_vec()],
            )),
        }
    }
}

fn is_socket(value: &[u8]) -> bool {
    value
        .get(..SOCKET.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(SOCKET))
}

fn failed(error: io::Error) -> MError {
    MError::new(errors::JOBFAIL).text(error.to_string())
}

/// Opens a file for a job: its input, or an output that begins anew. Output and errors may share a file: both append.
fn file(id: ParamId, path: &Path) -> Result<OwnedFd, MError> {
    let file = if id == ParamId::Input {
        File::open(path)
    } else {
        std::fs::OpenOptions::new()
            .create(true)
            .write(true)
            .truncate(true)
            .custom_flags(libc::O_APPEND)
            .open(path)
    };
    file.map(OwnedFd::from).map_err(|e| {
        let what = match id {
            ParamId::Input => "Job error in opening STDIN",
            ParamId::Output => "Job error in creating STDOUT",
            _ => "Job error in creating STDERR",
        };
        let error = MError::new(errors::JOBFAIL).text(what);
        error.also_system(e.raw_os_error().unwrap_or(libc::EIO))
    })
}

/// Value of a job parameter.
fn param(params: &[Param], id: ParamId) -> Option<&[u8]> {
    params
        .iter()
        .rev()
        .find(|p| p.id == id)
        .and_then(|p| p.value.as_deref())
}
