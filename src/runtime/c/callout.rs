//! External calls: packages of call tables, and arguments on their way to C and back.

use super::library::{Function, Library, WORDS};
use super::services;
use super::table::{self, CallOut, Entry, Param};
use super::types::{self, Text, Type};
use crate::value::errors::{self, MError};
use crate::value::{MAX_STRING, Value};
use crate::vm::{Argument, External, Output, Returned};
use std::collections::HashMap;
use std::ffi::{CStr, c_char};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::ptr::NonNull;
use std::rc::Rc;

/// The packages that a session has used.
#[derive(Default)]
pub struct Packages {
    loaded: HashMap<Vec<u8>, Package>,
    /// What is to be shown to people.
    remarks: Vec<u8>,
}

/// A package: its table with its library's functions.
struct Package {
    functions: HashMap<Vec<u8>, Rc<Callee>>,
    exit: Option<Function>,
}

/// A C function with its table's entry.
struct Callee {
    /// The package and the entry's name, for messages.
    package: Vec<u8>,
    name: Vec<u8>,
    table: Vec<u8>,
    entry: Entry,
    function: Function,
}

impl Drop for Packages {
    fn drop(&mut self) {
        self.finish();
    }
}

impl Packages {
    /// Calls the cleanup functions of the libraries, at the end of the session.
    pub fn finish(&mut self) {
        for (_, package) in self.loaded.drain() {
            if let Some(exit) = package.exit {
                // SAFETY: the table says that it is a function without parameters.
                unsafe { exit.call_plain() };
            }
        }
    }

    /// What is to be shown about the last call.
    pub fn remarks(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.remarks)
    }

    /// Prepares a call of `package.name`; `env` looks up the session's environment.
    ///
    /// # Errors
    /// What is wrong with the table, the library, or the arguments.
    pub fn call(
        &mut self,
        full: &[u8],
        args: Vec<Argument>,
        valued: bool,
        env: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<External, MError> {
        if args.len() > WORDS {
            return Err(MError::new(errors::MAXACTARG));
        }
        let dot = memchr::memchr(b'.', full).unwrap_or(0);
        let (package, name) = (&full[..dot], &full[(dot + 1).min(full.len())..]);
        if !self.loaded.contains_key(package) {
            let loaded = self.load(package, env)?;
            self.loaded.insert(package.to_vec(), loaded);
        }
        let function = self
            .loaded
            .get(package)
            .and_then(|p| p.functions.get(name))
            .cloned()
            .ok_or_else(|| MError::arg(errors::ZCRTENOTF, name))?;
        let call = match Call::new(function, args, valued)? {
            Ok(call) => call,
            Err(undefined) => return Ok(External::Undefined(undefined)),
        };
        Ok(External::Foreign(Box::new(move |machine| {
            super::callin::while_in_c(machine, || call.run())
        })))
    }

    fn load(
        &mut self,
        package: &[u8],
        env: &dyn Fn(&str) -> Option<Vec<u8>>,
    ) -> Result<Package, MError> {
        let suffix = match package {
            b"" => String::new(),
            name => format!("_{}", String::from_utf8_lossy(name)),
        };
        let variable = format!("GTMXC{suffix}");
        let path = env(&variable)
            .or_else(|| env(&format!("ydb_xc{suffix}")))
            .ok_or_else(|| MError::arg(errors::ZCCTENV, &variable))?;
        let mut text = Vec::new();
        std::fs::File::open(std::ffi::OsStr::from_bytes(&path))
            .map_err(|_| MError::arg(errors::ZCCTOPN, &path))?
            .read_to_end(&mut text)
            .map_err(|e| MError::io(&e))?;
        let library = table::library(&text)
            .map(|path| expand(path, env))
            .ok_or_else(|| MError::arg(errors::ZCCTNULLF, package))?;
        services::announce();
        let library = Library::open(&library).map_err(|why| {
            self.remark(MError::arg(errors::DLLNOOPEN, &library).text(why));
            MError::arg(errors::ZCUNAVAIL, package)
        })?;
        self.link(package, path, table::call_out(&text), library)
    }

    fn link(
        &mut self,
        package: &[u8],
        path: Vec<u8>,
        table: CallOut,
        library: Library,
    ) -> Result<Package, MError> {
        let exit = match &table.exit {
            None => None,
            Some(name) => Some(
                library
                    .find(name)
                    .map_err(|why| MError::arg(errors::DLLNORTN, name).text(why))?,
            ),
        };
        let mut functions = HashMap::new();
        for (name, entry) in table.entries {
            match library.find(&entry.target) {
                Ok(function) => {
                    let callee = Callee {
                        package: package.to_vec(),
                        name: name.clone(),
                        table: path.clone(),
                        entry,
                        function,
                    };
                    functions.insert(name, Rc::new(callee));
                }
                Err(why) => self.remark(MError::arg(errors::DLLNORTN, &entry.target).text(why)),
            }
        }
        if let Some(error) = table.error {
            self.remarks.extend(error.remarks(&path));
            return Err(MError::new(error.code));
        }
        Ok(Package { functions, exit })
    }

    fn remark(&mut self, message: MError) {
        self.remarks
            .extend([&message.severity('I').message(b"\n")[..], b"\n"].concat());
    }
}

/// Replaces `$name` by the environment's value, where there is one.
fn expand(text: &[u8], env: &dyn Fn(&str) -> Option<Vec<u8>>) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = memchr::memchr(b'$', rest) {
        out.extend_from_slice(&rest[..at]);
        let after = &rest[at + 1..];
        let end = after
            .iter()
            .position(|c| !c.is_ascii_alphanumeric() && *c != b'_')
            .unwrap_or(after.len());
        let value = std::str::from_utf8(&after[..end]).ok().and_then(env);
        match value {
            Some(value) => out.extend_from_slice(&value),
            None => out.extend_from_slice(&rest[at..=at + end]),
        }
        rest = &after[end..];
    }
    out.extend_from_slice(rest);
    out
}

/// Bytes behind the room that a function was promised: zero, so that a text that is too long ends there, then a pattern that shows
/// whether the function wrote further.
const SLACK: usize = 64;
const GUARD: [u8; 16] = *b"\xA5mrun-c-guard\xA5\xA5\xA5";

/// What arguments point to: a number, an address, or a record of length and address each. C has the addresses, so that it is owned
/// through a pointer and not a box.
struct Cells(NonNull<[[u64; 2]; WORDS]>);

impl Cells {
    fn new() -> Cells {
        Cells(NonNull::from(Box::leak(Box::new([[0; 2]; WORDS]))))
    }

    fn address(&self, at: usize) -> *mut [u64; 2] {
        // SAFETY: stays inside the allocation, as `at` is the index of an argument.
        unsafe { self.0.as_ptr().cast::<[u64; 2]>().add(at) }
    }

    fn get(&self, at: usize) -> [u64; 2] {
        // SAFETY: allocated, and C does not run now.
        unsafe { *self.address(at) }
    }

    fn set(&mut self, at: usize, cell: [u64; 2]) -> *mut [u64; 2] {
        // SAFETY: as above.
        unsafe { *self.address(at) = cell };
        self.address(at)
    }

    fn holds(&self, address: *const c_char) -> bool {
        (self.address(0) as usize..self.address(WORDS) as usize).contains(&(address as usize))
    }
}

impl Drop for Cells {
    fn drop(&mut self) {
        // SAFETY: it came from a box.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

/// A call with its arguments in C's form. The addresses in `words` point into `cells` and `buffers`.
struct Call {
    callee: Rc<Callee>,
    valued: bool,
    count: usize,
    words: [u64; WORDS],
    cells: Cells,
    buffers: Vec<Buffer>,
    by_reference: Vec<bool>,
}

/// Bytes that C may write, owned through a pointer for the same reason.
struct Buffer {
    start: NonNull<u8>,
    room: usize,
    /// The room was pre-allocated, and is a bound; otherwise it is the length of the text that went in.
    bounded: bool,
}

impl Buffer {
    fn new(text: &[u8], room: usize) -> Buffer {
        let bounded = room > 0;
        let room = room.max(text.len());
        let mut bytes = vec![0; room + SLACK + GUARD.len()];
        bytes[..text.len()].copy_from_slice(text);
        bytes[room + SLACK..].copy_from_slice(&GUARD);
        Buffer {
            start: NonNull::from(Box::leak(bytes.into_boxed_slice())).cast(),
            room,
            bounded,
        }
    }

    fn size(&self) -> usize {
        self.room + SLACK + GUARD.len()
    }

    fn address(&self) -> *mut c_char {
        self.start.as_ptr().cast()
    }

    fn holds(&self, address: *const c_char) -> bool {
        let start = self.address() as usize;
        (start..start + self.size()).contains(&(address as usize))
    }

    /// The first bytes, unless the function wrote behind its room.
    fn text(&self, callee: &Callee, length: Option<usize>) -> Result<&[u8], MError> {
        // SAFETY: so many bytes were allocated, and C does not run now.
        let bytes = unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.size()) };
        let (bytes, guard) = bytes.split_at(self.room + SLACK);
        if guard != GUARD {
            return Err(MError::arg(errors::EXTCALLBOUNDS, &callee.name));
        }
        let length = length.unwrap_or_else(|| memchr::memchr(0, bytes).unwrap_or(bytes.len()));
        let most = if self.bounded { self.room } else { bytes.len() };
        if length > most {
            let args = vec![
                self.room.to_string().into_bytes(),
                callee.name.clone(),
                length.to_string().into_bytes(),
            ];
            return Err(MError::with(errors::EXCEEDSPREALLOC, args));
        }
        Ok(&bytes[..length])
    }
}

impl Drop for Buffer {
    fn drop(&mut self) {
        let bytes = NonNull::slice_from_raw_parts(self.start, self.size());
        // SAFETY: it came from a box of that size.
        drop(unsafe { Box::from_raw(bytes.as_ptr()) });
    }
}

impl Call {
    /// Converts the arguments. The inner error is the index of an undefined variable.
    fn new(
        callee: Rc<Callee>,
        args: Vec<Argument>,
        valued: bool,
    ) -> Result<Result<Call, usize>, MError> {
        let params = &callee.entry.params;
        if args.len() > params.len() {
            let counts = [args.len(), params.len()];
            return Err(MError::with(
                errors::ZCARGMSMTCH,
                counts.map(|n| n.to_string().into_bytes()).to_vec(),
            ));
        }
        let mut call = Call {
            callee: callee.clone(),
            valued,
            count: args.len(),
            words: [0; WORDS],
            cells: Cells::new(),
            buffers: Vec::new(),
            by_reference: args.iter().map(|a| a.variable.is_some()).collect(),
        };
        // Parameters without an argument get what a left-out argument gets.
        for (at, param) in params.iter().enumerate().take(WORDS) {
            let is_function = matches!(param.kind, Type::Function | Type::FunctionPointer);
            let value = match args.get(at) {
                Some(arg) if (param.input || is_function) && arg.value.is_defined() => {
                    Some(&arg.value)
                }
                Some(arg) if param.input && arg.variable.is_some() => return Ok(Err(at)),
                _ => None,
            };
            call.words[at] = call.word(at, *param, value, at < args.len())?;
        }
        Ok(Ok(call))
    }

    /// The word of a parameter; `given`: the call has an argument there, if only a comma.
    fn word(
        &mut self,
        at: usize,
        param: Param,
        value: Option<&Value>,
        given: bool,
    ) -> Result<u64, MError> {
        let text = || value.map(Value::to_vec).unwrap_or_default();
        Ok(match param.kind {
            Type::Number(types::Number::Float | types::Number::Double)
            | Type::Void
            | Type::Status
            | Type::Java
                if given =>
            {
                return Err(MError::new(errors::UNIMPLOP));
            }
            Type::Void | Type::Status | Type::Java => 0,
            Type::Number(kind) => value.map_or(Ok(0), |v| kind.bits(v))?,
            Type::Pointer(kind) => {
                let mut cell = [0; 2];
                // SAFETY: a number is not longer than the cell.
                unsafe {
                    kind.write(
                        cell.as_mut_ptr().cast(),
                        value.map_or(Ok(0), |v| kind.bits(v))?,
                    )
                };
                self.cells.set(at, cell) as u64
            }
            Type::Function | Type::FunctionPointer => {
                let index = match value {
                    Some(v) => v.num()?.to_i64_trunc() as u32,
                    None => 0,
                };
                let function = services::function(index).ok_or_else(|| {
                    MError::arg(errors::ZCVECTORINDX, index.to_string())
                        .severity('W')
                        .text("Passing Null vector")
                })?;
                if param.kind == Type::Function {
                    function as u64
                } else {
                    self.cells.set(at, [function as u64, 0]) as u64
                }
            }
            Type::Chars | Type::Text if !param.input && param.room == 0 && given => {
                let package: &[u8] = match &self.callee.package[..] {
                    b"" => b"<DEFAULT>",
                    name => name,
                };
                let args = vec![
                    (at + 1).to_string().into_bytes(),
                    package.to_vec(),
                    self.callee.name.clone(),
                ];
                return Err(MError::with(errors::ZCNOPREALLOUTPAR, args));
            }
            Type::Chars => self.buffer(&text(), param.room) as u64,
            Type::CharsPointer => {
                let buffer = self.buffer(&text(), param.room);
                self.cells.set(at, [buffer as u64, 0]) as u64
            }
            Type::Text => {
                let text = text();
                let length = text.len().max(param.room);
                let address = match length {
                    0 => 0,
                    _ => self.buffer(&text, param.room) as u64,
                };
                self.cells.set(at, [length as u64, address]) as u64
            }
        })
    }

    fn buffer(&mut self, text: &[u8], room: usize) -> *mut c_char {
        self.buffers.push(Buffer::new(text, room));
        self.buffers
            .last()
            .map_or(std::ptr::null_mut(), Buffer::address)
    }

    /// Calls C and takes what it left.
    fn run(self) -> Returned {
        // SAFETY: the table is the user's promise of what the function is; the words are made after it.
        let result = unsafe { self.callee.function.call(self.count, &self.words) };
        let mut outputs = Vec::new();
        for at in 0..self.count {
            let param = self.callee.entry.params[at];
            if !param.output || !self.by_reference[at] {
                continue;
            }
            match self.output(at, param) {
                Ok(value) => outputs.push((at, Output::Value(value))),
                Err(error) => {
                    return Returned {
                        outputs,
                        value: Err(error),
                    };
                }
            }
        }
        Returned {
            outputs,
            value: self.value(result),
        }
    }

    /// New value of an argument.
    fn output(&self, at: usize, param: Param) -> Result<Value, MError> {
        let cell = self.cells.get(at);
        match param.kind {
            Type::Number(kind) => kind.value(self.words[at]),
            // SAFETY: a number was put there.
            Type::Pointer(kind) => kind.value(unsafe { kind.read(cell.as_ptr().cast()) }),
            Type::Chars => self.chars(self.words[at] as *const c_char),
            Type::CharsPointer => self.chars(cell[0] as *const c_char),
            Type::Text => self.text(cell[0] as libc::c_long, cell[1] as *const c_char),
            _ => Ok(Value::EMPTY),
        }
    }

    /// A text that ends with NUL, in a buffer of ours or C's own.
    fn chars(&self, at: *const c_char) -> Result<Value, MError> {
        if at.is_null() {
            return Ok(Value::EMPTY);
        }
        match self.buffers.iter().find(|b| b.address().cast_const() == at) {
            Some(buffer) => types::string(buffer.text(&self.callee, None)?),
            // SAFETY: C says that a text is there.
            None => types::string(unsafe { CStr::from_ptr(at) }.to_bytes()),
        }
    }

    fn text(&self, length: libc::c_long, at: *const c_char) -> Result<Value, MError> {
        let length = usize::try_from(length).unwrap_or(0);
        if at.is_null() || length == 0 {
            return Ok(Value::EMPTY);
        }
        if let Some(buffer) = self.buffers.iter().find(|b| b.address().cast_const() == at) {
            return types::string(buffer.text(&self.callee, Some(length))?);
        }
        if length > MAX_STRING {
            return Err(MError::new(errors::MAXSTRLEN));
        }
        // SAFETY: C says that so many bytes are there.
        types::string(unsafe { std::slice::from_raw_parts(at.cast(), length) })
    }

    /// The value of the function. What it points to was allocated by C for M, and is freed, as in GT.M.
    fn value(&self, word: u64) -> Result<Value, MError> {
        let callee = &self.callee;
        if !self.valued {
            self.free_returned(word);
            return Ok(Value::EMPTY);
        }
        let value = match callee.entry.returns {
            Type::Void => {
                let args = vec![
                    callee.entry.target.clone().into_bytes(),
                    callee.table.clone(),
                ];
                return Err(MError::with(errors::XCVOIDRET, args));
            }
            Type::Status if word as u32 == 0 => Ok(Value::ZERO),
            Type::Status => return Err(MError::new(errors::ZCSTATUSRET)),
            Type::Number(kind) => return kind.value(word),
            _ if word == 0 => return Ok(Value::EMPTY),
            // SAFETY: the table says what lies there.
            Type::Pointer(kind) => kind.value(unsafe { kind.read(word as *const u8) }),
            Type::Chars => self.chars(word as *const c_char),
            // SAFETY: as above.
            Type::CharsPointer => self.chars(unsafe { *(word as *const *const c_char) }),
            Type::Text => {
                // SAFETY: as above.
                let text = unsafe { &*(word as *const Text) };
                self.text(text.length, text.address)
            }
            Type::Function | Type::FunctionPointer | Type::Java => {
                return Err(MError::new(errors::UNIMPLOP));
            }
        };
        self.free_returned(word);
        value
    }

    /// Frees what a returned address leads to, unless it is an argument's.
    fn free_returned(&self, word: u64) {
        let inner = match self.callee.entry.returns {
            _ if word == 0 => return,
            Type::Pointer(_) | Type::Chars => std::ptr::null_mut(),
            // SAFETY: the table says what lies there.
            Type::CharsPointer => unsafe { *(word as *const *mut c_char) },
            // SAFETY: as above.
            Type::Text => unsafe { (*(word as *const Text)).address },
            _ => return,
        };
        for address in [inner, word as *mut c_char] {
            let own = self.buffers.iter().any(|b| b.holds(address)) || self.cells.holds(address);
            if !own {
                // SAFETY: GT.M's rule is that such results come from malloc and are M's.
                unsafe { libc::free(address.cast()) };
            }
        }
    }
}
