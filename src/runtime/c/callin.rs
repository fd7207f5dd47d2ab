//! Call-ins: C calls M code, from a program of its own or from a function that M called.
//!
//! A C program has one session for each thread that calls; `gtm_init` makes it, or the first call does. A C function that M called
//! has the session that called it: the machine runs the M code above the frames that are there, and C goes on when it is over.

use super::table::{self, Entry, Param};
use super::types::{self, Text, Type};
use crate::runtime::{Engine, Session, driver};
use crate::value::array::{Link, Node};
use crate::value::errors::{self, MError};
use crate::value::{MAX_STRING, Value};
use crate::vm::border::Panic;
use crate::vm::{Cause, Finish, Machine, Returned};
use std::cell::{Cell, RefCell, UnsafeCell};
use std::collections::HashMap;
use std::ffi::{CStr, c_char, c_int};
use std::os::unix::ffi::OsStrExt;
use std::rc::Rc;

/// Integer registers that carry arguments, and floating-point registers, in the C calling convention.
const WORDS: usize = 6;
const DOUBLES: usize = 8;

thread_local! {
    /// The machine whose C function runs, or null.
    static CALLER: Cell<*mut Machine> = const { Cell::new(std::ptr::null_mut()) };
    /// The session of a C program.
    static OWN: RefCell<Own> = const { RefCell::new(Own::None) };
    /// The last error for a thread that has no session.
    static LAST: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static TABLE: RefCell<Option<Rc<Labels>>> = const { RefCell::new(None) };
}

type Labels = HashMap<Vec<u8>, Entry>;

enum Own {
    None,
    /// It is not dropped when the process exits in the midst of a call; `gtm_exit` does it.
    Open(*mut Session),
    Closed,
}

/// Runs a C function for a machine; what C calls meanwhile is that machine's.
pub fn while_in_c(machine: &mut Machine, call: impl FnOnce() -> Returned) -> Returned {
    struct Restore(*mut Machine);
    impl Drop for Restore {
        fn drop(&mut self) {
            CALLER.set(self.0);
        }
    }
    let _restore = Restore(CALLER.replace(machine));
    call()
}

/// The arguments of a variadic function, as they lie in registers and on the stack.
pub struct Arguments {
    /// Integer registers, then floating-point registers.
    registers: *const u64,
    stack: *const u64,
    word: usize,
    double: usize,
    further: usize,
}

impl Arguments {
    /// Behind `named` arguments that were passed in integer registers.
    ///
    /// # Safety
    /// The registers were saved at the address in this order, and the stack arguments begin at the other.
    pub unsafe fn new(registers: *const u64, stack: *const u64, named: usize) -> Self {
        Arguments {
            registers,
            stack,
            word: named,
            double: 0,
            further: 0,
        }
    }

    /// The next integer or address. Only what the table names is read, which is what the caller has to have passed.
    ///
    /// # Safety
    /// The caller passed such an argument.
    unsafe fn word(&mut self) -> u64 {
        if self.word < WORDS {
            self.word += 1;
            // SAFETY: one of the saved registers.
            unsafe { *self.registers.add(self.word - 1) }
        } else {
            // SAFETY: the caller vouches for it.
            unsafe { self.on_stack() }
        }
    }

    /// The next double; a float is passed as one.
    ///
    /// # Safety
    /// The caller passed such an argument.
    unsafe fn double(&mut self) -> f64 {
        let bits = if self.double < DOUBLES {
            self.double += 1;
            // SAFETY: one of the saved registers.
            unsafe { *self.registers.add(WORDS + self.double - 1) }
        } else {
            // SAFETY: the caller vouches for it.
            unsafe { self.on_stack() }
        };
        f64::from_bits(bits)
    }

    unsafe fn on_stack(&mut self) -> u64 {
        self.further += 1;
        // SAFETY: the callers vouch for it.
        unsafe { *self.stack.add(self.further - 1) }
    }
}

/// `gtm_init`: makes the session of this thread.
pub fn init() -> c_int {
    if !CALLER.get().is_null() {
        return 0;
    }
    match own() {
        Ok(_) => 0,
        Err(error) => outside(&error),
    }
}

/// `gtm_exit`: ends the session of this thread; there will be no other.
pub fn exit() -> c_int {
    let caller = CALLER.get();
    if !caller.is_null() {
        let error = MError::new(errors::INVGTMEXIT);
        // SAFETY: the machine waits for the C function that calls.
        return report(unsafe { &mut *caller }, &error, false);
    }
    OWN.with_borrow_mut(|own| {
        if let Own::Open(session) = std::mem::replace(own, Own::Closed) {
            // SAFETY: it came from a box, and no call is under way on this thread.
            let mut session = unsafe { Box::from_raw(session) };
            LAST.set(session.machine.special.zstatus.clone());
            session.close();
        }
    });
    0
}

/// A call of C panicked. If M code called C, the panic goes on when C is back; else the session of this thread is over.
pub fn panicked(panic: Panic) -> c_int {
    let status = errors::GTMASSERT.number() as c_int;
    let caller = CALLER.get();
    if !caller.is_null() {
        // SAFETY: the machine waits for the C function that called.
        unsafe { &mut *caller }.keep_panic(panic);
    } else if let Own::Open(session) = OWN.replace(Own::Closed) {
        // SAFETY: it came from a box, and no call is under way on this thread any more.
        let failure = unsafe { (*session).machine.break_off(&panic) };
        LAST.set(format!("{status},{}", failure.cause).into_bytes());
    }
    status
}

/// `gtm_zstatus`: the text of the last error, as much as fits.
///
/// # Safety
/// `length` bytes may be written to `buffer`.
pub unsafe fn status(buffer: *mut c_char, length: usize) {
    let text = match machine() {
        // SAFETY: nothing else uses the machine while C calls.
        Some(machine) => unsafe { (*machine).special.zstatus.clone() },
        None => LAST.with_borrow(Clone::clone),
    };
    if buffer.is_null() || length == 0 {
        return;
    }
    let shown = text.len().min(length - 1);
    // SAFETY: the caller vouches for the room.
    unsafe {
        std::ptr::copy_nonoverlapping(text.as_ptr(), buffer.cast(), shown);
        *buffer.add(shown) = 0;
    }
}

/// `gtm_ci`: calls the label of a name of the call-in table.
///
/// # Safety
/// `name` is a C string or null, and the arguments are what the table says of it.
pub unsafe fn call(name: *const c_char, args: Arguments) -> c_int {
    if name.is_null() {
        return no_entry(b"");
    }
    // SAFETY: the caller vouches for it.
    let name = unsafe { CStr::from_ptr(name) }.to_bytes();
    // SAFETY: as above.
    unsafe { call_named(name, args) }
}

fn no_entry(name: &[u8]) -> c_int {
    let error = MError::arg(errors::CINOENTRY, name);
    match machine() {
        // SAFETY: nothing else uses the machine while C calls.
        Some(machine) => report(unsafe { &mut *machine }, &error, false),
        None => outside(&error),
    }
}

/// The same for a name of known length.
///
/// # Safety
/// The arguments are what the table says.
pub unsafe fn call_named(name: &[u8], args: Arguments) -> c_int {
    let caller = CALLER.get();
    let machine = if caller.is_null() {
        match own() {
            // SAFETY: the session lives until `gtm_exit`, and no call is under way on this thread.
            Ok(session) => unsafe { &raw mut (*session).machine },
            Err(error) => return outside(&error),
        }
    } else {
        caller
    };
    // SAFETY: what called C has no borrow left that it uses before C is back; see `Machine::foreign`.
    let machine = unsafe { &mut *machine };
    if machine.is_ending() {
        return report(machine, &MError::new(errors::FORCEDHALT), false);
    }
    let entry = match entry(machine, name) {
        Ok(entry) => entry,
        Err(error) => return report(machine, &error, false),
    };
    // SAFETY: the caller vouches for the arguments.
    unsafe { run(machine, &entry, args) }
}

/// The label of a name. The table is read once in a thread.
fn entry(machine: &mut Machine, name: &[u8]) -> Result<Entry, MError> {
    let table = TABLE.with_borrow(Clone::clone);
    let table = match table {
        Some(table) => table,
        None => {
            let environment = machine.environment();
            let path = environment
                .first(&["GTMCI", "ydb_ci"])
                .ok_or_else(|| MError::arg(errors::CITABENV, "GTMCI"))?
                .to_vec();
            let text = std::fs::read(std::ffi::OsStr::from_bytes(&path)).map_err(|e| {
                MError::arg(errors::CITABOPN, &path).also_system(e.raw_os_error().unwrap_or(0))
            })?;
            let table = table::call_in(&text).map_err(|error| {
                machine.say(&error.remarks(&path));
                MError::new(error.code)
            })?;
            let table = Rc::new(table);
            TABLE.set(Some(table.clone()));
            table
        }
    };
    table
        .get(name)
        .cloned()
        .ok_or_else(|| MError::arg(errors::CINOENTRY, name))
}

/// Runs the label and gives C what it left.
///
/// # Safety
/// The arguments are what the entry says.
unsafe fn run(machine: &mut Machine, entry: &Entry, mut args: Arguments) -> c_int {
    let valued = entry.returns != Type::Void;
    let result = if valued {
        // SAFETY: the caller vouches for it: the result's address comes first.
        unsafe { args.word() }
    } else {
        0
    };
    let mut values = Vec::with_capacity(entry.params.len());
    let mut addresses = Vec::with_capacity(entry.params.len());
    for param in &entry.params {
        // SAFETY: as above.
        let got = unsafe { argument(*param, &mut args) };
        match got {
            Ok((value, address)) => {
                values.push(value);
                addresses.push(address);
            }
            Err(error) => return report(machine, &error, false),
        }
    }
    let listed = valued || !values.is_empty();
    let (suspended, started) = machine.call_in(entry.target.as_bytes(), &values, listed, valued);
    let finish = match started {
        Ok(()) => driver::drive(machine),
        Err(error) => {
            let placed = machine.is_in_call_in(&suspended);
            let status = report(machine, &error, placed);
            machine.end_call_in(suspended);
            return status;
        }
    };
    let zstatus = machine.special.zstatus.clone();
    machine.end_call_in(suspended);
    match finish {
        Finish::Returned(value) => {
            let outputs = entry.params.iter().zip(&values).zip(addresses);
            let mut done = Ok(());
            for ((param, value), address) in outputs.filter(|((p, _), _)| p.output) {
                if let (Value::Link(link), Ok(())) = (value, &done) {
                    // SAFETY: the M code is over, and the container is nobody else's but a variable's.
                    let value = unsafe { (*link.0.get()).value.clone() };
                    // SAFETY: the caller vouches for the address.
                    done = unsafe { give(&value, param.kind, address, true) };
                }
            }
            if let (Some(value), Ok(()), true) = (value, &done, valued) {
                // SAFETY: as above.
                done = unsafe { give(&value, entry.returns, result, false) };
            }
            match done {
                Ok(()) => 0,
                Err(error) => report(machine, &error, false),
            }
        }
        Finish::Halted(status) => halted(machine, status),
        Finish::Failed(failure) => match failure.cause {
            Cause::Error(error) => {
                machine.special.zstatus = zstatus;
                error.number() as c_int
            }
            Cause::Halted(status) => halted(machine, status),
            cause => {
                machine.end_after_c(cause);
                errors::FORCEDHALT.number() as c_int
            }
        },
    }
}

/// HALT in M code that C called: the end of the process, or of the session where the process is not the session's.
fn halted(machine: &mut Machine, status: i32) -> c_int {
    if machine.host.owns_process() {
        machine.host.finish();
        std::process::exit(status);
    }
    machine.end_after_c(Cause::Halted(status));
    errors::FORCEDHALT.number() as c_int
}

/// An argument's value, in a container when it comes back, and its address.
///
/// # Safety
/// The caller passed such an argument.
unsafe fn argument(param: Param, args: &mut Arguments) -> Result<(Value, u64), MError> {
    use types::Number;
    // SAFETY: as said, the argument is there, and addresses are those of what the table says.
    let (value, word) = unsafe {
        match param.kind {
            Type::Number(Number::Float) => {
                let bits = u64::from((args.double() as f32).to_bits());
                (Number::Float.value(bits)?, 0)
            }
            Type::Number(Number::Double) => (Number::Double.value(args.double().to_bits())?, 0),
            Type::Number(kind) => {
                let word = args.word();
                (kind.value(word)?, word)
            }
            kind => {
                let word = args.word();
                let value = match kind {
                    _ if !param.input => Value::Undef,
                    _ if word == 0 => Value::EMPTY,
                    Type::Pointer(kind) => kind.value(kind.read(word as *const u8))?,
                    Type::Chars => types::string(CStr::from_ptr(word as *const c_char).to_bytes())?,
                    Type::Text => {
                        let text = &*(word as *const Text);
                        let length = usize::try_from(text.length).unwrap_or(0);
                        if length > MAX_STRING {
                            return Err(MError::new(errors::MAXSTRLEN));
                        }
                        if text.address.is_null() || length == 0 {
                            Value::EMPTY
                        } else {
                            let bytes = std::slice::from_raw_parts(text.address.cast(), length);
                            types::string(bytes)?
                        }
                    }
                    _ => Value::EMPTY,
                };
                (value, word)
            }
        }
    };
    let value = if param.output {
        let node = Node { value, kids: None };
        Value::Link(Link(Rc::new(UnsafeCell::new(node))))
    } else {
        value
    };
    Ok((value, word))
}

/// Writes a value to C's address; an undefined one leaves it alone.
///
/// # Safety
/// What the table says may be written there; of a string, as many bytes as its length says.
unsafe fn give(value: &Value, kind: Type, address: u64, output: bool) -> Result<(), MError> {
    if address == 0 || (output && !value.is_defined()) {
        return Ok(());
    }
    // SAFETY: the caller vouches for it.
    unsafe {
        match kind {
            Type::Pointer(kind) => kind.write(address as *mut u8, kind.bits(value)?),
            Type::Chars => {
                let text = value.to_vec();
                let to = address as *mut u8;
                std::ptr::copy_nonoverlapping(text.as_ptr(), to, text.len());
                *to.add(text.len()) = 0;
            }
            Type::Text => {
                let text = value.to_vec();
                let to = &mut *(address as *mut Text);
                let room = usize::try_from(to.length).unwrap_or(0);
                let length = text.len().min(room);
                if !to.address.is_null() {
                    std::ptr::copy_nonoverlapping(text.as_ptr(), to.address.cast(), length);
                }
                to.length = length as libc::c_long;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Tells C of an error: $ZSTATUS, $ECODE, the status.
fn report(machine: &mut Machine, error: &MError, placed: bool) -> c_int {
    machine.tell(error, placed);
    error.number() as c_int
}

/// An error without a session. GT.M shows it as well.
fn outside(error: &MError) -> c_int {
    eprintln!("{error}");
    LAST.with_borrow_mut(|last| {
        if last.is_empty() {
            *last = format!("{},{error}", error.number()).into_bytes();
        }
    });
    error.number() as c_int
}

/// The machine that calls of this thread are for, if there is one already.
fn machine() -> Option<*mut Machine> {
    let caller = CALLER.get();
    if !caller.is_null() {
        return Some(caller);
    }
    OWN.with_borrow(|own| match own {
        // SAFETY: the session lives until `gtm_exit`.
        Own::Open(session) => Some(unsafe { &raw mut (**session).machine }),
        _ => None,
    })
}

/// The session of this thread, made when there is none.
fn own() -> Result<*mut Session, MError> {
    OWN.with_borrow_mut(|own| match own {
        Own::Open(session) => Ok(*session),
        Own::Closed => Err(MError::new(errors::CALLINAFTERXIT)),
        Own::None => {
            let mut session = engine()
                .session()
                .direct_mode(true)
                .owns_process(true)
                .build()?;
            session.serve_c().map_err(|e| MError::io(&e))?;
            let session = Box::into_raw(Box::new(session));
            *own = Own::Open(session);
            Ok(session)
        }
    })
}

/// The engine of a C program. JOB runs the `mrun` of `gtm_dist`.
fn engine() -> Engine {
    use std::sync::OnceLock;
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    let make = || {
        let dist = std::env::var_os("gtm_dist").or_else(|| std::env::var_os("ydb_dist"));
        match dist {
            Some(dist) => Engine::builder()
                .job_program(std::path::Path::new(&dist).join("mrun"))
                .build(),
            None => Engine::new(),
        }
    };
    ENGINE.get_or_init(make).clone()
}
