//! What the machine asks of its session: routines, environment, host packages, jobs.

use super::c::Packages;
use super::engine::Engine;
use super::loader::Found;
use super::package::{self, About, Known};
use super::scheduler::Task;
use super::session::{Complain, SessionBuilder};
use super::{compiler, search};
use crate::compile::Code;
use crate::value::errors::{self, MError};
use crate::vm::{Again, Argument, Capability, External, Host, Link, Reach, Start};
use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// What the machine asks of its session.
pub(super) struct SessionHost {
    pub engine: Engine,
    pub directory: PathBuf,
    pub arguments: Vec<u8>,
    pub direct: bool,
    pub denied: HashSet<Capability>,
    pub complain: Complain,
    /// Messages of the compiler are shown.
    pub diagnostics: bool,
    pub packages: Packages,
    pub known: Known,
    pub owns_process: bool,
    pub about: Rc<About>,
}

impl SessionHost {
    /// Shows the diagnostics of code compiled just now, as GT.M does.
    fn show(&mut self, found: Found) -> Arc<Code> {
        if found.fresh && self.diagnostics {
            let text = crate::compile::messages::all(&found.code);
            if !text.is_empty() {
                (self.complain)(&text);
            }
        }
        found.code
    }
}

impl Host for SessionHost {
    fn number(&mut self, name: &[u8]) -> u32 {
        self.engine.0.names.number(name)
    }

    fn find(&self, name: &[u8]) -> Option<u32> {
        self.engine.0.names.find(name)
    }

    fn name(&self, number: u32) -> Box<[u8]> {
        self.engine.0.names.name(number)
    }

    fn load(&mut self, routine: &[u8], search: &[u8]) -> Result<Option<Arc<Code>>, MError> {
        let found =
            self.engine
                .0
                .loader
                .find(&self.engine.0.names, routine, search, &self.directory)?;
        Ok(found.map(|f| self.show(f)))
    }

    fn link_file(
        &mut self,
        file: &[u8],
        how: Link,
        search: &[u8],
    ) -> Result<Option<(Arc<Code>, bool)>, MError> {
        let path = PathBuf::from(OsStr::from_bytes(&[file, b".m"].concat()));
        let routine = search::routine_name(&path);
        let engine = self.engine.clone();
        let (names, loader) = (&engine.0.names, &engine.0.loader);
        let base = self.directory.clone();
        let found = if file.contains(&b'/') {
            loader.file(names, &routine, &base.join(&path), how)?
        } else {
            match loader.link(names, &routine, search, &base, how)? {
                None if how != Link::Object => loader.find(names, &routine, search, &base)?,
                found => found,
            }
        };
        Ok(found.map(|f| {
            let fresh = f.fresh;
            (self.show(f), fresh)
        }))
    }

    fn source_file(&self, file: &[u8], search: &[u8]) -> PathBuf {
        let base = self.directory.clone();
        let folders = search::source_directories(search);
        let mut files = folders
            .iter()
            .map(|folder| base.join(folder).join(OsStr::from_bytes(file)));
        let first = files.clone().next();
        let found = files.find(|path| path.exists()).or(first);
        found.unwrap_or_else(|| base.join(OsStr::from_bytes(file)))
    }

    fn compile_files(&mut self, text: &[u8], options: &[u8]) -> Result<Option<i64>, MError> {
        let mut settings = compiler::Options::default();
        compiler::parse(options, &mut settings)?;
        let files = compiler::parse(text, &mut settings)?;
        let outcome = settings.compile(
            &files,
            &self.directory,
            self.engine.0.loader.options(),
            &mut *self.complain,
        )?;
        Ok(outcome.status)
    }

    fn set_directory(&mut self, directory: &Path) {
        self.directory = directory.to_path_buf();
    }

    fn show_diagnostics(&mut self, on: bool) {
        self.diagnostics = on;
    }

    fn external(
        &mut self,
        name: &[u8],
        args: Vec<Argument>,
        valued: bool,
        reach: Reach,
    ) -> Result<External, MError> {
        if let Some(function) = self.known.get(&self.engine.0.packages, name) {
            return package::begin(function, args, &self.about, reach);
        }
        if !self.may(Capability::External) {
            return Err(MError::arg(errors::RESTRICTEDOP, "external call"));
        }
        let environment = &self.about.environment;
        self.packages.call(name, args, valued, &|name| {
            environment.get(name).map(<[u8]>::to_vec)
        })
    }

    fn remarks(&mut self) -> Vec<u8> {
        self.packages.remarks()
    }

    fn owns_process(&self) -> bool {
        self.owns_process
    }

    fn finish(&mut self) {
        self.packages.finish();
    }

    fn external_again(&mut self, again: Again, reach: Reach) -> Result<External, MError> {
        package::again(again, reach)
    }

    fn job_program(&self) -> Option<PathBuf> {
        self.engine.0.job_program.clone()
    }

    fn start_session(&mut self, start: Start) -> Result<u64, MError> {
        let fail = |text: &str| MError::new(errors::JOBFAIL).text(text);
        if start.letter.startup.is_some() {
            return Err(fail("STARTUP needs a process"));
        }
        let pool = match self.about.pool.upgrade() {
            Some(pool) => pool,
            None => self.engine.pool().map_err(|e| fail(&e.to_string()))?,
        };
        let [input, output, error] = start.streams;
        let mut error = std::fs::File::from(error);
        let mut last = error.try_clone().map_err(|e| fail(&e.to_string()))?;
        let command_line = start.letter.command_line.clone();
        let setup = move |builder: SessionBuilder| {
            let builder = builder
                .environment(start.environment)
                .directory(start.directory)
                .command_line(command_line)
                .routines(start.routines)
                .messages(move |text| {
                    // Nobody is left to tell.
                    let _ = error.write_all(text);
                });
            builder.of_job(input, output, start.database)
        };
        let task = Task::job(start.entry, start.letter).setup(setup);
        let job = pool.start(task.at_end(move |ended| {
            // Nobody is left to tell.
            let _ = last.write_all(&ended.report);
        }));
        Ok(job)
    }

    fn job(&self) -> u64 {
        self.about.job
    }

    fn signal(&mut self, job: u64, signal: i32) -> i32 {
        let Some(target) = super::process::session(job) else {
            return libc::ESRCH;
        };
        match signal {
            0 => {}
            libc::SIGUSR1 => target.zinterrupt(),
            libc::SIGINT => target.interrupt(),
            libc::SIGHUP => target.hangup(),
            libc::SIGTERM | libc::SIGKILL => target.terminate(signal as u32),
            _ => return libc::EINVAL,
        }
        0
    }

    fn has_direct_mode(&self) -> bool {
        self.direct
    }

    fn command_line(&self) -> Vec<u8> {
        self.arguments.clone()
    }

    fn may(&self, what: Capability) -> bool {
        !self.denied.contains(&what)
    }

    fn complain(&mut self, text: &[u8]) {
        (self.complain)(text);
    }
}
