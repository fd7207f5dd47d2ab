//! Host packages: functions of the embedding program that M code reaches as `$&package.name(arguments)`.

use super::scheduler::Pool;
use super::value::Value;
use crate::device::table::Devices;
use crate::device::{Environment, Wait};
use crate::store::GlobalStore;
use crate::value as internal;
use crate::value::array::Node;
use crate::value::errors::MError;
use crate::value::fnv::Fnv;
use crate::vm::{self, Signals};
use indexmap::IndexMap;
use std::any::{Any, TypeId};
use std::borrow::Cow;
use std::cell::RefCell;
use std::hash::BuildHasherDefault;
use std::rc::Rc;
use std::sync::RwLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Weak};

/// A function of a host package; see [`super::Engine::register`].
pub(super) type Function = Arc<dyn Fn(&mut HostCall) -> Result<Answer, MError> + Send + Sync>;

type Table = IndexMap<Vec<u8>, Function, BuildHasherDefault<Fnv>>;

/// The functions of an engine, by name.
#[derive(Default)]
pub(super) struct Registry {
    all: RwLock<Table>,
    /// How often they have changed.
    changes: AtomicU64,
}

impl Registry {
    /// A function of that name, in place of one that there may have been.
    pub fn insert(&self, name: &str, function: Function) {
        let mut all = self.all.write().unwrap_or_else(|e| e.into_inner());
        all.insert(name.as_bytes().to_vec(), function);
        self.changes.fetch_add(1, Ordering::Release);
    }
}

/// Functions that a session has called: what all threads share is not touched at each call.
#[derive(Default)]
pub(super) struct Known {
    functions: Table,
    changes: u64,
}

impl Known {
    /// The function of that name.
    pub fn get(&mut self, registry: &Registry, name: &[u8]) -> Option<&Function> {
        let changes = registry.changes.load(Ordering::Acquire);
        if self.changes != changes {
            self.functions.clear();
            self.changes = changes;
        }
        let known = self.functions.get_index_of(name);
        let at = match known {
            Some(at) => at,
            None => {
                let all = registry.all.read().unwrap_or_else(|e| e.into_inner());
                let function = all.get(name)?.clone();
                self.functions.insert_full(name.to_vec(), function).0
            }
        };
        Some(&self.functions[at])
    }
}

/// A variable's nodes: their subscripts and values.
pub type Nodes = Vec<(Vec<Value>, Value)>;

/// A call of a host function: its arguments, and what the function keeps while it waits or runs M code.
pub struct HostCall<'a> {
    kept: Kept,
    reach: vm::Reach<'a>,
}

/// What a call keeps while it waits.
struct Kept {
    args: Vec<vm::Argument>,
    /// New values of arguments.
    outputs: Vec<(usize, vm::Output)>,
    state: Option<Box<dyn Any>>,
    returned: Option<Value>,
    interrupted: bool,
    session: Rc<About>,
}

/// What a session is for host functions.
pub(super) struct About {
    pub job: u64,
    pub environment: Environment,
    pub signals: Arc<Signals>,
    /// Those that run it besides others, if it has no thread of its own.
    pub pool: Weak<Pool>,
    /// What packages keep for it, one of each type.
    pub kept: RefCell<Vec<(TypeId, Rc<dyn Any>)>>,
}

/// What a host function answers.
#[derive(Debug)]
#[non_exhaustive]
pub enum Answer {
    /// The value of `$&package.name()`.
    Done(Value),
    /// The function cannot go on yet: it is called again when one of the descriptors is ready or the moment has come, while the
    /// session runs nothing but interrupts. It must not block instead.
    Wait(Wait),
    /// M code has to run first: `label^routine` with values. The function is called again when that has returned.
    Call { entry: String, args: Vec<Value> },
}

impl<T: Into<Value>> From<T> for Answer {
    fn from(value: T) -> Self {
        Answer::Done(value.into())
    }
}

impl HostCall<'_> {
    /// Number of arguments.
    pub fn len(&self) -> usize {
        self.kept.args.len()
    }

    pub fn is_empty(&self) -> bool {
        self.kept.args.is_empty()
    }

    /// Value of an argument, from 0; empty when it was left out or is undefined.
    pub fn arg(&self, at: usize) -> Value {
        self.current(at)
            .map_or_else(Value::default, Value::from_internal)
    }

    /// The bytes of an argument, as [`HostCall::arg`] has them.
    pub fn text(&self, at: usize) -> Cow<'_, [u8]> {
        match self.current(at) {
            Some(internal::Value::Short(text)) => Cow::Borrowed(text.as_bytes()),
            Some(internal::Value::Heap(text)) => Cow::Borrowed(text.as_bytes()),
            Some(other) => Cow::Owned(other.to_vec()),
            None => Cow::Borrowed(b""),
        }
    }

    /// What an argument is now.
    fn current(&self, at: usize) -> Option<&internal::Value> {
        let mut changed = self.kept.outputs.iter();
        match changed.find(|(to, _)| *to == at) {
            Some((_, vm::Output::Value(value) | vm::Output::Tree(value, _))) => Some(value),
            Some((_, vm::Output::Node(node))) => Some(&node.value),
            None => self.kept.args.get(at).map(|given| &given.value),
        }
    }

    /// Whether an argument has a value: it was not left out, nor is it a variable without one.
    pub fn is_defined(&self, at: usize) -> bool {
        let given = self.kept.args.get(at);
        given.is_some_and(|given| given.value.is_defined())
    }

    /// Whether there are nodes below an argument that was passed by reference.
    pub(crate) fn has_nodes(&self, at: usize) -> bool {
        self.kept.args.get(at).is_some_and(vm::Argument::has_nodes)
    }

    /// The nodes below a variable that was passed by reference, in M's order; none for what is no array.
    pub fn array(&self, at: usize) -> Nodes {
        let nodes = self.kept.args.get(at).map(vm::Argument::nodes);
        let public = |(subscripts, value): (Vec<_>, _)| {
            let subscripts = subscripts.iter().map(Value::from_internal).collect();
            (subscripts, Value::from_internal(&value))
        };
        nodes.into_iter().flatten().map(public).collect()
    }

    /// Changes an argument that was passed by reference (`.x`). `false` when it was not, or is not there.
    pub fn set_arg(&mut self, at: usize, value: impl Into<Value>) -> bool {
        self.output(at, vm::Output::Value(value.into().to_internal()))
    }

    /// The same with bytes that stay where they are.
    pub fn set_text(&mut self, at: usize, text: &[u8]) -> bool {
        self.output(at, vm::Output::Value(internal::Value::from_bytes(text)))
    }

    /// Makes a variable that was passed by reference one of this value, if any, and of these nodes below it, in place of all that it was.
    /// `false` when it was not passed so, or is not there.
    pub fn set_array(&mut self, at: usize, value: Option<Value>, nodes: Nodes) -> bool {
        let inner = value
            .as_ref()
            .map_or(internal::Value::Undef, Value::to_internal);
        let nodes = nodes.into_iter().map(|(subscripts, value)| {
            let subscripts = subscripts.iter().map(Value::to_internal).collect();
            (subscripts, value.to_internal())
        });
        self.output(at, vm::Output::Tree(inner, nodes.collect()))
    }

    /// The same with a tree that the package has built.
    pub(crate) fn set_node(&mut self, at: usize, node: Node) -> bool {
        self.output(at, vm::Output::Node(node))
    }

    fn output(&mut self, at: usize, output: vm::Output) -> bool {
        let given = self.kept.args.get(at);
        if given.is_none_or(|given| given.variable.is_none()) {
            return false;
        }
        let outputs = &mut self.kept.outputs;
        match outputs.iter_mut().find(|(to, _)| *to == at) {
            Some((_, old)) => *old = output,
            None => outputs.push((at, output)),
        }
        true
    }

    /// What the package keeps for the session from one function to the next, one of each type; dropped at the session's end.
    ///
    /// ```
    /// use std::cell::Cell;
    /// let engine = mrun::Engine::new();
    /// engine.register("count.next", |call| {
    ///     let count = call.session::<Cell<i64>>();
    ///     count.set(count.get() + 1);
    ///     Ok(count.get().into())
    /// });
    /// let mut session = engine.session().build().unwrap();
    /// assert_eq!(session.eval("$&count.next()+$&count.next()").unwrap(), 3);
    /// ```
    pub fn session<T: Any + Default>(&self) -> Rc<T> {
        let mut all = self.kept.session.kept.borrow_mut();
        let wanted = TypeId::of::<T>();
        let at = all.iter().position(|(of, _)| *of == wanted);
        let at = at.unwrap_or_else(|| {
            all.push((wanted, Rc::<T>::default()));
            all.len() - 1
        });
        match all[at].1.clone().downcast() {
            Ok(kept) => kept,
            Err(_) => unreachable!("it was kept under its type"),
        }
    }

    /// The session's globals.
    pub(crate) fn store(&mut self) -> &mut dyn GlobalStore {
        self.reach.store
    }

    /// The session's devices.
    pub(crate) fn devices(&mut self) -> &mut Devices {
        self.reach.devices
    }

    /// $JOB of the session.
    pub fn job(&self) -> u64 {
        self.kept.session.job
    }

    /// The session's environment.
    pub fn environment(&self) -> &Environment {
        &self.kept.session.environment
    }

    /// The session's signals: [`Signals::wake`] from another thread ends a wait that has no descriptor.
    pub fn signals(&self) -> &Arc<Signals> {
        &self.kept.session.signals
    }

    /// Whether no other session runs on this thread, as on those of a [`super::Scheduler`]: a short moment of the function keeps nobody waiting.
    pub fn is_alone(&self) -> bool {
        self.kept.session.pool.strong_count() == 0
    }

    /// Whether code of $ZINTERRUPT or $ZTIMEOUT has run since the function answered [`Answer::Wait`].
    pub fn interrupted(&self) -> bool {
        self.kept.interrupted
    }

    /// What the function keeps from one call to the next, made at the first.
    pub fn state<T: Any>(&mut self, make: impl FnOnce() -> T) -> &mut T {
        let slot = self
            .kept
            .state
            .take()
            .and_then(|s| s.downcast::<T>().ok())
            .unwrap_or_else(|| Box::new(make()));
        let slot = self.kept.state.insert(slot);
        match slot.downcast_mut() {
            Some(state) => state,
            None => unreachable!("a T was put there"),
        }
    }

    /// What was kept with [`HostCall::state`], which is then no more.
    pub fn take_state<T: Any>(&mut self) -> Option<T> {
        let kept = self.kept.state.take()?.downcast::<T>();
        kept.ok().map(|kept| *kept)
    }

    /// Value of the M code that [`Answer::Call`] asked for; `None` before that, and when it quitted without one.
    pub fn returned(&mut self) -> Option<Value> {
        self.kept.returned.take()
    }
}

/// A call in progress, as the machine keeps it.
struct Running {
    function: Function,
    kept: Kept,
}

/// The first call of a function.
pub(super) fn begin(
    function: &Function,
    args: Vec<vm::Argument>,
    session: &Rc<About>,
    reach: vm::Reach,
) -> Result<vm::External, MError> {
    let kept = Kept {
        args,
        outputs: Vec::new(),
        state: None,
        returned: None,
        interrupted: false,
        session: session.clone(),
    };
    go_on(Cow::Borrowed(function), kept, reach)
}

/// Calls the function of a state again.
pub(super) fn again(again: vm::Again, reach: vm::Reach) -> Result<vm::External, MError> {
    match again.state.downcast::<Running>() {
        Ok(running) => {
            let Running { function, mut kept } = *running;
            kept.returned = again.returned.as_ref().map(Value::from_internal);
            kept.interrupted = again.interrupted;
            go_on(Cow::Owned(function), kept, reach)
        }
        Err(_) => unreachable!("the machine gives back what it was given"),
    }
}

fn go_on(
    function: Cow<'_, Function>,
    kept: Kept,
    reach: vm::Reach,
) -> Result<vm::External, MError> {
    let mut call = HostCall { kept, reach };
    let answer = function(&mut call)?;
    let kept = call.kept;
    let running = |kept| {
        let function = function.into_owned();
        Box::new(Running { function, kept })
    };
    Ok(match answer {
        Answer::Done(value) => vm::External::Done {
            value: value.to_internal(),
            outputs: kept.outputs,
        },
        Answer::Wait(wait) => vm::External::Wait {
            wait,
            state: running(kept),
        },
        Answer::Call { entry, args } => vm::External::Call {
            entry: entry.into_bytes(),
            args: args.iter().map(Value::to_internal).collect(),
            state: running(kept),
        },
    })
}
