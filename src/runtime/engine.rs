//! The engine: what all sessions share.

use super::loader::{Loader, compile_source};
use super::names::Names;
use super::package::{Answer, HostCall, Registry};
use super::scheduler::{Pool, Scheduler};
use super::session::SessionBuilder;
use crate::store::GlobalStore;
use crate::store::database::Durability;
use crate::store::disk::{DiskStore, Place};
use crate::store::memory::MemoryStore;
use crate::syntax::diagnostic::Diagnostic;
use crate::value::errors::MError;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Compiled routines, host packages, globals and settings; cheap to clone, safe to share between threads.
#[derive(Clone)]
pub struct Engine(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub names: Names,
    pub loader: Loader,
    pub packages: Registry,
    pub globals: Globals,
    pub routines: Mutex<Option<Vec<u8>>>,
    pub job_program: Option<PathBuf>,
    /// What runs the jobs that are sessions of sessions without a scheduler; made by the first one.
    pub scheduler: Mutex<Option<Scheduler>>,
}

/// How often it is looked whether a wait for jobs is to end.
const LOOK: Duration = Duration::from_millis(100);

/// Where the globals of an engine are.
pub(super) enum Globals {
    Memory(MemoryStore),
    Disk(DiskStore),
}

impl Globals {
    /// The handle of a session with that number.
    pub fn session(&self, job: u64) -> Box<dyn GlobalStore> {
        match self {
            Globals::Memory(store) => Box::new(store.session(job)),
            Globals::Disk(store) => Box::new(store.session(job)),
        }
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").finish_non_exhaustive()
    }
}

const _: () = {
    const fn shared_between_threads<T: Send + Sync>() {}
    shared_between_threads::<Engine>();
    shared_between_threads::<super::Value>();
    shared_between_threads::<super::RunError>();
};

/// Settings of an engine.
#[derive(Default, Debug)]
#[must_use]
pub struct EngineBuilder {
    routines: Option<Vec<u8>>,
    job_program: Option<PathBuf>,
    cache: bool,
    database: Option<Place>,
    durability: Durability,
}

impl EngineBuilder {
    /// Keeps compiled code of files in object files on disk, as the command line does; `MRUN_CACHE` of the environment says where,
    /// or `off`.
    pub fn cache(mut self, on: bool) -> Self {
        self.cache = on;
        self
    }

    /// Search path for routines, in the form of `gtmroutines`; the default is that of the environment.
    pub fn routines(mut self, path: impl AsRef<[u8]>) -> Self {
        self.routines = Some(path.as_ref().to_vec());
        self
    }

    /// Keeps globals in a database file, which other processes may have open, too; the first SET makes it. Without this they are in
    /// memory, shared by the sessions of the engine and gone with it.
    ///
    /// ```
    /// let path = std::env::temp_dir().join(format!("mrun-doc-{}.mrdb", std::process::id()));
    /// let engine = mrun::Engine::builder().database(&path).build();
    /// engine.session().build().unwrap().execute("set ^x=1").unwrap();
    /// let other = mrun::Engine::builder().database(&path).build();
    /// assert_eq!(other.session().build().unwrap().eval("^x").unwrap().to_string(), "1");
    /// # for ending in ["mrdb", "mrdb-lock"] { let _ = std::fs::remove_file(path.with_extension(ending)); }
    /// ```
    pub fn database(self, path: impl AsRef<Path>) -> Self {
        self.place(Place {
            path: path.as_ref().to_path_buf(),
            make_folder: false,
        })
    }

    pub(crate) fn place(mut self, place: Place) -> Self {
        self.database = Some(place);
        self
    }

    /// Keeps globals in the database that the environment names, as the command line does: `MRUN_DATABASE`, or `gtmgbldir` with another
    /// ending, or a file in the user's data directory.
    pub fn database_of_environment(mut self) -> Self {
        let variable = |name: &str| std::env::var_os(name);
        if variable("MRUN_DURABILITY").is_some() {
            self.durability = super::database::durability(variable);
        }
        self.place(super::database::place(variable))
    }

    /// What a power cut may take from the database. The death of a process takes nothing.
    pub fn durability(mut self, class: Durability) -> Self {
        self.durability = class;
        self
    }

    /// The program that runs the processes of JOB: an `mrun`, or one that understands its `--job` option.
    pub fn job_program(mut self, path: impl AsRef<Path>) -> Self {
        self.job_program = Some(path.as_ref().to_path_buf());
        self
    }

    /// The engine.
    pub fn build(self) -> Engine {
        Engine(Arc::new(Inner {
            names: Names::default(),
            loader: Loader::new(crate::compile::Options::from_env(), self.cache),
            packages: Registry::default(),
            globals: match self.database {
                Some(place) => Globals::Disk(DiskStore::new(place, self.durability)),
                None => Globals::Memory(MemoryStore::default()),
            },
            routines: Mutex::new(self.routines),
            job_program: self.job_program,
            scheduler: Mutex::default(),
        }))
    }
}

impl Default for Engine {
    fn default() -> Self {
        Engine::builder().build()
    }
}

impl Engine {
    /// An engine with the settings of the environment.
    pub fn new() -> Engine {
        Engine::default()
    }

    /// Settings first.
    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }

    /// Compiles a routine from memory; it is found before any file. What the compiler reports comes back, empty when all is well;
    /// a line with an error raises it when control reaches it, the others work.
    ///
    /// Sessions that have called the routine already keep the code they have until they ZLINK it.
    ///
    /// ```
    /// let engine = mrun::Engine::new();
    /// assert!(engine.add_routine("sum", "of(a,b) quit a+b\n").is_empty());
    /// let mut session = engine.session().build().unwrap();
    /// assert_eq!(session.call("of^sum", &[2.into(), 3.into()]).unwrap(), Some(5.into()));
    ///
    /// let wrong = engine.add_routine("wrong", " set x=1\n set 2=x\n");
    /// assert_eq!((wrong[0].line, wrong[0].code.mnemonic()), (2, "VAREXPECTED"));
    /// ```
    pub fn add_routine(&self, name: &str, source: impl AsRef<[u8]>) -> Vec<Diagnostic> {
        let path = PathBuf::from(format!("{name}.m"));
        let code = compile_source(
            &self.0.names,
            name.as_bytes(),
            source.as_ref(),
            &path,
            self.0.loader.options(),
        );
        let errors = code.diagnostics.clone();
        self.0.loader.add(code);
        errors
    }

    /// Compiles a file as the routine `name`, which is found before any file. What GT.M's compiler would print comes back.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn add_file(&self, name: &str, path: &Path) -> std::io::Result<Vec<u8>> {
        let code = self.0.loader.script(&self.0.names, name.as_bytes(), path)?;
        let messages = crate::compile::messages::all(&code);
        self.0.loader.add(code);
        Ok(messages)
    }

    /// Adds the routine of an object file whose sum is not looked at, under the name that fuzzers call.
    #[cfg(any(fuzzing, test))]
    pub(crate) fn add_object(&self, file: &[u8]) -> bool {
        use crate::compile::object;
        let number = &mut |name: &[u8]| self.0.names.number(name);
        let code = object::header(file).and_then(|h| object::decode_body(&h, number));
        let Ok(mut code) = code else { return false };
        code.name = (*b"fuzz").into();
        self.0.loader.add(Arc::new(code));
        true
    }

    /// Registers a function that M code reaches as `$&package.name(arguments)`, in the place of an older one of that name.
    ///
    /// A function must not block: the thread that calls it may run other sessions. [`Answer`] says what it can do instead. An error
    /// that it returns is raised in the M code.
    ///
    /// ```
    /// let engine = mrun::Engine::new();
    /// engine.register("math.twice", |call| Ok((call.arg(0).to_i64()? * 2).into()));
    /// let mut session = engine.session().build().unwrap();
    /// assert_eq!(session.eval("$&math.twice(21)").unwrap(), 42);
    /// ```
    pub fn register(
        &self,
        name: &str,
        function: impl Fn(&mut HostCall) -> Result<Answer, MError> + Send + Sync + 'static,
    ) {
        self.0.packages.insert(name, Arc::new(function));
    }

    /// The workers for jobs of sessions that have none of their own.
    pub(super) fn pool(&self) -> std::io::Result<Arc<Pool>> {
        let mut scheduler = self.0.scheduler.lock().unwrap_or_else(|e| e.into_inner());
        if scheduler.is_none() {
            let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
            *scheduler = Some(Scheduler::new(self, threads)?);
        }
        let pool = scheduler.as_ref().map(Scheduler::pool);
        pool.ok_or_else(|| std::io::ErrorKind::NotFound.into())
    }

    /// Waits for the end of all jobs that were started as sessions, `JOB entry:(SESSION)`, outside a [`Scheduler`] of the program's own.
    ///
    /// `hurry` is asked now and then: once it is true, the jobs are ended as by SIGTERM.
    pub fn wait_for_jobs(&self, hurry: impl Fn() -> bool) {
        let scheduler = &self.0.scheduler;
        let scheduler = scheduler.lock().unwrap_or_else(|e| e.into_inner()).take();
        if let Some(scheduler) = scheduler {
            while !hurry() && !scheduler.wait(Some(LOOK)) {}
        }
    }

    /// A new session: one M process.
    pub fn session(&self) -> SessionBuilder {
        SessionBuilder::new(self.clone())
    }
}
