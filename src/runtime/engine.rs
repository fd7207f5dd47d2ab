//! The engine: what all sessions share.

use super::loader::{Loader, compile_source};
use super::names::Names;
use super::session::SessionBuilder;
use crate::store::memory::MemoryStore;
use crate::syntax::diagnostic::Diagnostic;
use crate::value::errors::MError;
use crate::vm::{Argument, External};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, RwLock};

/// A function of a host package, reached from M as `$&package.name(arguments)`.
///
/// By-reference arguments are changed in place. It may answer with [`External::Wait`] to be called again later.
pub type HostCall = Arc<dyn Fn(&mut [Argument]) -> Result<External, MError> + Send + Sync>;

/// Compiled routines, host packages, globals and settings; cheap to clone, safe to share between threads.
#[derive(Clone)]
pub struct Engine(pub(super) Arc<Inner>);

pub(super) struct Inner {
    pub names: Names,
    pub loader: Loader,
    pub packages: RwLock<HashMap<Vec<u8>, HostCall>>,
    pub store: MemoryStore,
    pub routines: Mutex<Option<Vec<u8>>>,
    pub job_program: Option<PathBuf>,
}

/// Settings of an engine.
#[derive(Default)]
pub struct EngineBuilder {
    routines: Option<Vec<u8>>,
    job_program: Option<PathBuf>,
}

impl EngineBuilder {
    /// Search path for routines, in the form of `gtmroutines`; the default is that of the environment.
    pub fn routines(mut self, path: impl AsRef<[u8]>) -> Self {
        self.routines = Some(path.as_ref().to_vec());
        self
    }

    /// The program that runs the processes of JOB: an `mrun`, or one that understands its `--job` option.
    pub fn job_program(mut self, path: impl AsRef<Path>) -> Self {
        self.job_program = Some(path.as_ref().to_path_buf());
        self
    }

    pub fn build(self) -> Engine {
        Engine(Arc::new(Inner {
            names: Names::default(),
            loader: Loader::default(),
            packages: RwLock::new(HashMap::new()),
            store: MemoryStore::default(),
            routines: Mutex::new(self.routines),
            job_program: self.job_program,
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

    pub fn builder() -> EngineBuilder {
        EngineBuilder::default()
    }

    /// Compiles a routine from memory; it is found before any file. The lines with errors come back, and raise them when they
    /// are reached.
    pub fn add_routine(&self, name: &str, source: &str) -> Vec<Diagnostic> {
        let path = PathBuf::from(format!("{name}.m"));
        let code = compile_source(&self.0.names, name.as_bytes(), source.as_bytes(), &path);
        let errors = code.diagnostics.clone();
        self.0.loader.add(code);
        errors
    }

    /// Compiles a file as the routine `name`, which is found before any file. What GT.M's compiler would print comes back.
    ///
    /// # Errors
    /// The file cannot be read.
    pub fn add_file(&self, name: &str, path: &Path) -> std::io::Result<Vec<u8>> {
        let text = std::fs::read(path)?;
        let code = compile_source(&self.0.names, name.as_bytes(), &text, path);
        let messages = super::session::compile_messages(&code);
        self.0.loader.add(code);
        Ok(messages)
    }

    /// Registers a function that M code reaches as `$&package.name(arguments)`.
    ///
    /// ```
    /// use mrun::{Engine, External, Value};
    /// let engine = Engine::new();
    /// engine.register("math.twice", |args| {
    ///     Ok(External::Done(Value::int(args[0].value.to_i64()? * 2)))
    /// });
    /// let mut session = engine.session().build();
    /// assert_eq!(session.eval("$&math.twice(21)").unwrap().to_vec(), b"42");
    /// ```
    pub fn register(
        &self,
        name: &str,
        call: impl Fn(&mut [Argument]) -> Result<External, MError> + Send + Sync + 'static,
    ) {
        let mut packages = self.0.packages.write().unwrap_or_else(|e| e.into_inner());
        packages.insert(name.as_bytes().to_vec(), Arc::new(call));
    }

    /// A new session: one M process.
    pub fn session(&self) -> SessionBuilder {
        SessionBuilder::new(self.clone())
    }
}
