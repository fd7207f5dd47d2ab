//! Host packages: functions of the embedding program that M code reaches as `$&package.name(arguments)`.

use super::value::Value;
use crate::device::Wait;
use crate::value::errors::MError;
use crate::vm;
use std::any::Any;
use std::sync::Arc;

/// A function of a host package; see [`super::Engine::register`].
pub(super) type Function = Arc<dyn Fn(&mut HostCall) -> Result<Answer, MError> + Send + Sync>;

/// A call of a host function: its arguments, and what the function keeps while it waits or runs M code.
pub struct HostCall {
    args: Vec<Argument>,
    state: Option<Box<dyn Any>>,
    returned: Option<Value>,
}

struct Argument {
    value: Value,
    by_reference: bool,
    changed: bool,
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

impl HostCall {
    /// Number of arguments.
    pub fn len(&self) -> usize {
        self.args.len()
    }

    pub fn is_empty(&self) -> bool {
        self.args.is_empty()
    }

    /// Value of an argument, from 0; empty when it was left out or is undefined.
    pub fn arg(&self, at: usize) -> Value {
        self.args
            .get(at)
            .map(|a| a.value.clone())
            .unwrap_or_default()
    }

    /// Changes an argument that was passed by reference (`.x`). `false` when it was not, or is not there.
    pub fn set_arg(&mut self, at: usize, value: impl Into<Value>) -> bool {
        match self.args.get_mut(at) {
            Some(arg) if arg.by_reference => {
                arg.value = value.into();
                arg.changed = true;
                true
            }
            _ => false,
        }
    }

    /// What the function keeps from one call to the next, made at the first.
    pub fn state<T: Any>(&mut self, make: impl FnOnce() -> T) -> &mut T {
        let slot = self
            .state
            .take()
            .and_then(|s| s.downcast::<T>().ok())
            .unwrap_or_else(|| Box::new(make()));
        let slot = self.state.insert(slot);
        match slot.downcast_mut() {
            Some(state) => state,
            None => unreachable!("a T was put there"),
        }
    }

    /// Value of the M code that [`Answer::Call`] asked for; `None` before that, and when it quitted without one.
    pub fn returned(&mut self) -> Option<Value> {
        self.returned.take()
    }
}

/// A call in progress, as the machine keeps it.
struct Running {
    function: Function,
    call: HostCall,
}

/// The first call of a function.
pub(super) fn begin(function: Function, args: Vec<vm::Argument>) -> Result<vm::External, MError> {
    let args = args
        .into_iter()
        .map(|a| Argument {
            value: Value::from_internal(&a.value),
            by_reference: a.by_reference,
            changed: false,
        })
        .collect();
    go_on(Running {
        function,
        call: HostCall {
            args,
            state: None,
            returned: None,
        },
    })
}

/// Calls the function of a state again.
pub(super) fn again(
    state: Box<dyn Any>,
    returned: Option<crate::value::Value>,
) -> Result<vm::External, MError> {
    match state.downcast::<Running>() {
        Ok(mut running) => {
            running.call.returned = returned.as_ref().map(Value::from_internal);
            go_on(*running)
        }
        Err(_) => unreachable!("the machine gives back what it was given"),
    }
}

fn go_on(mut running: Running) -> Result<vm::External, MError> {
    match (running.function)(&mut running.call)? {
        Answer::Done(value) => {
            let changed = running
                .call
                .args
                .into_iter()
                .enumerate()
                .filter(|(_, a)| a.changed);
            let outputs = changed.map(|(at, a)| (at, a.value.to_internal())).collect();
            Ok(vm::External::Done {
                value: value.to_internal(),
                outputs,
            })
        }
        Answer::Wait(wait) => Ok(vm::External::Wait {
            wait,
            state: Box::new(running),
        }),
        Answer::Call { entry, args } => {
            let args = args.iter().map(Value::to_internal).collect();
            Ok(vm::External::Call {
                entry: entry.into_bytes(),
                args,
                state: Box::new(running),
            })
        }
    }
}
