//! All devices of a session: names, the current and the principal device, and what commands do with them.

mod view;
mod wait;

use super::file::FileDevice;
use super::memory::MemoryDevice;
use super::null::NullDevice;
use super::pipe::PipeDevice;
use super::socket::{POOL_NAME, Side, SocketDevice, Traffic, is_wait_any};
use super::split::Split;
use super::sys::{self, Kind};
use super::terminal::TerminalDevice;
use super::{
    Active, ControlDone, ControlOp, Device, Flush, IoResult, Item, OpenOp, PARAM_MAX, Param,
    ReadDone, ReadOp, Shared, Status, Step, Wait,
};
use crate::syntax::params::ParamId;
use crate::value::errors::{self, MError};
use std::collections::HashMap;
use std::os::fd::{AsRawFd, OwnedFd, RawFd};
use std::path::Path;
use std::process::{Child, Stdio};
use std::rc::{Rc, Weak};

/// Longest name of a file, in bytes.
const NAME_MAX: usize = 255;
/// Place of the principal device in the table.
const PRINCIPAL: usize = 0;

/// A device and the name it was opened with.
struct Slot {
    /// With the names of the environment replaced.
    name: Vec<u8>,
    /// As OPEN gave it.
    given: Vec<u8>,
    device: Box<dyn Device>,
    /// It was closed and keeps its characteristics (SOCKET devices).
    closed: bool,
    /// Whether an operation on it is suspended.
    active: Weak<()>,
}

impl Slot {
    fn new(name: Vec<u8>, given: Vec<u8>, device: Box<dyn Device>) -> Slot {
        Slot {
            name,
            given,
            device,
            closed: false,
            active: Weak::new(),
        }
    }
}

/// The devices of one session.
pub struct Devices {
    shared: Shared,
    slots: Vec<Option<Slot>>,
    names: HashMap<Vec<u8>, usize>,
    current: usize,
    /// Input and output of the principal device are different files.
    split: bool,
    zclose: i64,
    /// The session ends, and its devices are being closed.
    closing: bool,
    /// Processes that outlived the CLOSE of their PIPE.
    orphans: Vec<Child>,
    /// Descriptors of the principal device, where they are not those of the process.
    kept: Vec<OwnedFd>,
}

impl Devices {
    /// Devices of a process with standard input and output as the principal device, whatever they are.
    ///
    /// GETSOCKNAMERR when standard input is a socket whose connection has gone.
    pub fn stdio(mut shared: Shared) -> Result<Devices, MError> {
        shared.sockets.adopt_passed();
        Self::on(0, 1, shared)
    }

    /// The same with these descriptors in place of those of the process.
    ///
    /// # Errors
    /// As [`Devices::stdio`].
    pub fn with_standard(
        input: OwnedFd,
        output: OwnedFd,
        shared: Shared,
    ) -> Result<Devices, MError> {
        let mut devices = Self::on(input.as_raw_fd(), output.as_raw_fd(), shared)?;
        devices.kept = vec![input, output];
        Ok(devices)
    }

    fn on(fd_in: RawFd, fd_out: RawFd, mut shared: Shared) -> Result<Devices, MError> {
        let (kind_in, kind_out) = (sys::kind(fd_in), sys::kind(fd_out));
        let one = matches!(
            (kind_in, kind_out),
            (Kind::Terminal, Kind::Terminal) | (Kind::Socket, Kind::Socket)
        );
        if one && sys::same_file(fd_in, fd_out) {
            let (device, name) = half(fd_in, true, kind_in, &mut shared)?;
            return Ok(Self::around(device, name, shared));
        }
        let (input, name) = half(fd_in, true, kind_in, &mut shared)?;
        let (output, _) = half(fd_out, false, kind_out, &mut shared)?;
        let mut devices = Self::around(Box::new(Split::new(input, output)), name, shared);
        devices.split = true;
        Ok(devices)
    }

    /// Devices of a session in a program that supplies the principal device, for instance a [`MemoryDevice`].
    pub fn with_principal(device: Box<dyn Device>, shared: Shared) -> Devices {
        Self::around(device, b"0".to_vec(), shared)
    }

    fn around(device: Box<dyn Device>, name: Vec<u8>, shared: Shared) -> Devices {
        Devices {
            shared,
            names: HashMap::from([(name.clone(), PRINCIPAL)]),
            slots: vec![Some(Slot::new(name.clone(), name, device))],
            current: PRINCIPAL,
            split: false,
            zclose: 0,
            closing: false,
            orphans: Vec::new(),
            kept: Vec::new(),
        }
    }

    pub fn shared(&self) -> &Shared {
        &self.shared
    }

    pub fn shared_mut(&mut self) -> &mut Shared {
        &mut self.shared
    }

    /// $ZDIRECTORY: relative names of files start there.
    pub fn set_directory(&mut self, directory: &Path) {
        self.shared.directory = directory.to_path_buf();
    }

    /// The place of an open device. The empty name and `0` are the principal device.
    fn find(&self, name: &[u8]) -> Option<usize> {
        let name = &*self.shared.environment.expand(name);
        if name.is_empty() || name == b"0" || name == self.zpin() || name == self.zpout() {
            return Some(PRINCIPAL);
        }
        let at = *self.names.get(name)?;
        self.slots[at].as_ref().filter(|s| !s.closed).map(|_| at)
    }

    fn slot(&mut self, at: usize) -> (&mut dyn Device, &mut Shared) {
        // The current place and those that `find` gives always hold a device; the principal device never goes.
        let at = if self.slots.get(at).is_some_and(Option::is_some) {
            at
        } else {
            PRINCIPAL
        };
        match &mut self.slots[at] {
            Some(slot) => (&mut *slot.device, &mut self.shared),
            None => unreachable!("the principal device is never removed"),
        }
    }

    /// A device by name, for `$ZSOCKET` and the like; the empty name is the current one.
    pub fn device(&mut self, name: &[u8]) -> Option<(&mut dyn Device, &mut Shared)> {
        let at = if name.is_empty() {
            self.current
        } else {
            self.find(name)?
        };
        Some(self.slot(at))
    }

    /// The principal device, or its input, if that is a socket.
    fn principal_socket(&mut self) -> Option<&mut SocketDevice> {
        let device = self.slot(PRINCIPAL).0.as_any();
        let device = match device.is::<Split>() {
            true => device.downcast_mut::<Split>().map(|s| s.input.as_any()),
            false => Some(device),
        };
        device.and_then(|d| d.downcast_mut::<SocketDevice>())
    }

    /// Gives the principal device, if it is a socket, bytes that its former process received from it and did not read.
    pub fn preload_principal(&mut self, bytes: &[u8]) {
        if let Some(socket) = self.principal_socket() {
            socket.preload(bytes);
        }
    }

    /// What the principal device, if that is a socket, has received and sent.
    pub fn traffic(&mut self) -> Option<Traffic> {
        self.principal_socket().map(|socket| socket.traffic())
    }

    /// Standard input or output for a child of the session: its principal socket, where that is not the one of the process.
    pub fn standard(&mut self) -> Stdio {
        let lent = self.principal_socket().and_then(|socket| socket.lent());
        lent.map_or_else(Stdio::inherit, Stdio::from)
    }

    /// OPEN. The result is the new $TEST; `None` leaves it.
    ///
    /// The code of EXCEPTION is not compiled here: the machine checks it before.
    pub fn open(&mut self, op: &mut OpenOp) -> IoResult<Option<bool>> {
        check_sizes(&op.params)?;
        let sides = [(self.zpin(), "< /"), (self.zpout(), "> /")];
        if let Some((name, suffix)) = sides.iter().find(|(n, _)| self.split && *n == op.name) {
            let text =
                format!("The value of $P followed by \"{suffix}\" is an invalid device name");
            return Err(MError::arg(errors::DEVOPENFAIL, name).text(text).into());
        }
        let space = op.space.to_ascii_uppercase();
        if !matches!(space.as_slice(), b"" | b"SOCKET" | b"PIPE") {
            return Err(MError::arg(errors::INVMNEMCSPC, &op.space).into());
        }
        let known = self
            .names
            .get(&*self.shared.environment.expand(&op.name))
            .copied()
            .or_else(|| self.find(&op.name));
        if let Some(at) = known {
            return self.reopen(at, op);
        }
        if space == b"SOCKET" {
            return self.open_socket(None, op);
        }
        if space == b"PIPE" {
            let standard = self.standard();
            let opened = PipeDevice::open_pipe(op, standard, &self.shared)?;
            if let Some((name, device)) = opened.stderr {
                self.insert(name, Box::new(device));
            }
            self.insert(op.name.clone(), Box::new(opened.device));
            return Ok(Step::Done(op.timeout.is_given().then_some(true)));
        }
        match self.open_named(op) {
            Err(mut error) => {
                error.exception = exception_of(&op.params);
                Err(error)
            }
            other => other,
        }
    }

    /// OPEN of a device that is open, or was and is kept: a change of its parameters.
    fn reopen(&mut self, at: usize, op: &mut OpenOp) -> IoResult<Option<bool>> {
        let is_socket = self.slots[at]
            .as_mut()
            .is_some_and(|s| s.device.as_any().is::<SocketDevice>());
        if is_socket && at != PRINCIPAL {
            return self.open_socket(Some(at), op);
        }
        if let Some(slot) = &mut self.slots[at]
            && std::mem::take(&mut slot.closed)
        {
            *slot.device.status_mut() = Status::default();
        }
        let (device, shared) = self.slot(at);
        if let Step::Wait(wait) = device.use_params(&op.params, shared)? {
            return Ok(Step::Wait(wait));
        }
        Ok(Step::Done(op.timeout.is_given().then_some(true)))
    }

    fn open_socket(&mut self, at: Option<usize>, op: &mut OpenOp) -> IoResult<Option<bool>> {
        let slot = at.and_then(|at| self.slots[at].as_mut());
        let existing = slot.and_then(|s| s.device.as_any().downcast_mut::<SocketDevice>());
        let done = match SocketDevice::open_step(op, existing, &mut self.shared)? {
            Step::Done(done) => done,
            Step::Wait(wait) => return Ok(Step::Wait(wait)),
        };
        match (done.device, at) {
            (Some(device), None) => {
                self.insert(op.name.clone(), device);
            }
            (Some(device), Some(at)) => {
                if let Some(slot) = &mut self.slots[at] {
                    (slot.device, slot.closed) = (device, false);
                }
            }
            (None, Some(at)) => {
                if let Some(slot) = &mut self.slots[at] {
                    slot.closed = slot
                        .device
                        .as_any()
                        .downcast_mut::<SocketDevice>()
                        .is_some_and(|d| d.is_closed());
                }
            }
            (None, None) => {}
        }
        Ok(Step::Done(done.test))
    }

    /// OPEN by the kind of the file that the name stands for.
    fn open_named(&mut self, op: &mut OpenOp) -> IoResult<Option<bool>> {
        let name = self.shared.environment.expand(&op.name).into_owned();
        if name.len() > NAME_MAX {
            let size = name.len().to_string();
            return Err(MError::with(
                errors::INVSTRLEN,
                vec![size.into(), NAME_MAX.to_string().into()],
            )
            .into());
        }
        let path = self.shared.directory.join(super::path_of(&name));
        let kind = sys::kind_of(&path);
        let device: Box<dyn Device> = match kind {
            _ if kind == Kind::Fifo || op.params.iter().any(|p| p.id == ParamId::Fifo) => {
                match PipeDevice::open_fifo(op, path, &self.shared)? {
                    Step::Done(Some(device)) => Box::new(device),
                    Step::Done(None) => return Ok(Step::Done(Some(false))),
                    Step::Wait(wait) => return Ok(Step::Wait(wait)),
                }
            }
            Kind::Null => Box::new(NullDevice::new(&op.params, &self.shared)?),
            Kind::Terminal => Box::new(TerminalDevice::open(&path, &op.params, &self.shared)?),
            _ => Box::new(FileDevice::open(op, path, &mut self.shared)?),
        };
        self.insert(op.name.clone(), device);
        Ok(Step::Done(op.timeout.is_given().then_some(true)))
    }

    fn insert(&mut self, given: Vec<u8>, device: Box<dyn Device>) {
        let name = self.shared.environment.expand(&given).into_owned();
        let slot = Some(Slot::new(name.clone(), given, device));
        let at = match self.slots.iter().position(Option::is_none) {
            Some(at) => {
                self.slots[at] = slot;
                at
            }
            None => {
                self.slots.push(slot);
                self.slots.len() - 1
            }
        };
        self.names.insert(name, at);
    }

    /// USE. Errors: IONOTOPEN and those of the device.
    pub fn use_device(&mut self, name: &[u8], params: &[Param]) -> IoResult<()> {
        check_sizes(params)?;
        if name == POOL_NAME && self.shared.sockets.exists() && self.find(name).is_none() {
            let device = Box::new(SocketDevice::empty(&self.shared));
            self.insert(name.to_vec(), device);
        }
        let Some(at) = self.find(name) else {
            return Err(MError::new(errors::IONOTOPEN).into());
        };
        if at != self.current
            && let Step::Wait(wait) = self.flush(Flush::All)?
        {
            return Ok(Step::Wait(wait));
        }
        self.current = at;
        if params.is_empty() {
            return Ok(Step::Done(()));
        }
        let (on_input, on_output) = (name == self.zpin(), name == self.zpout());
        let (device, shared) = self.slot(at);
        let done = match device.as_any().downcast_mut::<Split>() {
            Some(split) if on_input => split.input.use_params(params, shared)?,
            Some(split) if on_output => split.output.use_params(params, shared)?,
            _ => device.use_params(params, shared)?,
        };
        self.leave_emptied(at);
        Ok(done)
    }

    /// A SOCKET device that lost its last socket is not current any more.
    fn leave_emptied(&mut self, at: usize) {
        let (device, _) = self.slot(at);
        let emptied = device
            .as_any()
            .downcast_mut::<SocketDevice>()
            .is_some_and(SocketDevice::take_emptied);
        if emptied && self.current == at {
            self.current = PRINCIPAL;
        }
    }

    /// CLOSE. A device that is not open and the principal device are left alone.
    pub fn close(&mut self, name: &[u8], params: &[Param]) -> IoResult<()> {
        check_sizes(params)?;
        let at = match self.find(name) {
            Some(PRINCIPAL) => return Ok(Step::Done(())),
            Some(at) => at,
            None => return Ok(Step::Done(())),
        };
        let (device, shared) = self.slot(at);
        let result = device.close(params, shared);
        let gone = match result {
            Ok(Step::Done(gone)) => gone,
            Ok(Step::Wait(wait)) => return Ok(Step::Wait(wait)),
            Err(error) => {
                // A file is closed whatever DELETE or RENAME said; a device stays when it has no such socket.
                if params.iter().all(|p| p.id != ParamId::Socket) {
                    self.remove(at);
                } else if self.current == at {
                    self.current = PRINCIPAL;
                }
                return Err(error);
            }
        };
        self.leave_emptied(at);
        if gone {
            self.remove(at);
        }
        Ok(Step::Done(()))
    }

    /// Takes a closed device out of the table, or marks it closed if it is kept.
    fn remove(&mut self, at: usize) {
        if self.current == at {
            self.current = PRINCIPAL;
        }
        let Some(slot) = self.slots.get_mut(at).and_then(Option::take) else {
            return;
        };
        let mut slot = slot;
        let kept = match slot.device.as_any().downcast_mut::<SocketDevice>() {
            Some(socket) => !socket.is_destroyed(),
            None => slot.device.as_any().is::<NullDevice>(),
        };
        if kept {
            slot.closed = true;
            self.slots[at] = Some(slot);
            return;
        }
        let Slot {
            name, mut device, ..
        } = slot;
        self.names.remove(&name);
        self.orphans
            .retain_mut(|child| matches!(child.try_wait(), Ok(None)));
        let Some(pipe) = device.as_any().downcast_mut::<PipeDevice>() else {
            return;
        };
        self.zclose = pipe.exit().unwrap_or(self.zclose);
        let second = pipe
            .stderr_name()
            .and_then(|name| self.names.get(name).copied());
        self.orphans.extend(pipe.take_child());
        if let Some(second) = second {
            self.remove(second);
        }
    }

    /// The device of an operation: the one it began on, or the current one unless another operation waits there.
    fn begin(&self, active: &Option<Active>) -> Result<usize, MError> {
        match active {
            Some(active) => Ok(active.at),
            None if self.is_active(self.current) => Err(errors::ZINTRECURSEIO.into()),
            None => Ok(self.current),
        }
    }

    fn is_active(&self, at: usize) -> bool {
        let slot = self.slots.get(at).and_then(Option::as_ref);
        slot.is_some_and(|s| s.active.strong_count() > 0)
    }

    /// Marks the device of an operation that has to wait.
    fn hold<T>(&mut self, at: usize, active: &mut Option<Active>, step: &IoResult<T>) {
        if let (Ok(Step::Wait(_)), None, Some(Some(slot))) = (step, &active, self.slots.get_mut(at))
        {
            let mark = Rc::new(());
            slot.active = Rc::downgrade(&mark);
            *active = Some(Active { at, _mark: mark });
        }
    }

    /// READ from the current device. ZINTRECURSEIO when interrupt code reads where it interrupted an operation.
    pub fn read(&mut self, op: &mut ReadOp) -> IoResult<ReadDone> {
        let at = self.begin(&op.active)?;
        let (device, shared) = self.slot(at);
        let step = device.read(op, shared);
        self.hold(at, &mut op.active, &step);
        step
    }

    /// One item of a WRITE to the current device. ZINTRECURSEIO as for READ, but only of sockets.
    pub fn write(&mut self, item: Item<'_>) -> IoResult<()> {
        let at = self.current;
        if self.is_active(at) && self.slot(at).0.as_any().is::<SocketDevice>() {
            return Err(MError::new(errors::ZINTRECURSEIO).into());
        }
        let (device, shared) = self.slot(at);
        device.write(item, shared)
    }

    /// Lets the output of the current device leave; other devices were flushed when it became current.
    pub fn flush(&mut self, why: Flush) -> IoResult<()> {
        self.slot(self.current).0.flush(why)
    }

    /// `true` when the principal device is a terminal ($ZMODE).
    pub fn is_interactive(&self) -> bool {
        self.principal() != b"0"
    }

    /// A control mnemonic of a WRITE to the current device.
    pub fn control(&mut self, op: &mut ControlOp) -> IoResult<ControlDone> {
        let at = self.begin(&op.active)?;
        let result = if is_wait_any(&op.name) {
            self.wait_any(at, op)
        } else {
            let (device, shared) = self.slot(at);
            device.control(op, shared)
        };
        self.hold(at, &mut op.active, &result);
        self.leave_emptied(at);
        result
    }

    /// Gives a terminal back its settings while another program has it (ZSYSTEM), or takes it again.
    pub fn suspend_terminal(&mut self, suspend: bool) {
        for slot in self.slots.iter_mut().flatten() {
            let mut device = slot.device.as_any();
            if device.is::<Split>() {
                let Some(split) = device.downcast_mut::<Split>() else {
                    continue;
                };
                device = split.input.as_any();
            }
            if let Some(terminal) = device.downcast_mut::<TerminalDevice>() {
                terminal.suspend(suspend);
            }
        }
    }

    /// Closes everything at the end of the session: output is written, blocking for at most a moment; errors have
    /// nobody to hear them.
    pub fn close_all(&mut self) {
        for _ in 0..100 {
            match self.close_step() {
                None => return,
                Some(wait) => sys::wait_briefly(&wait),
            }
        }
        self.slots.truncate(PRINCIPAL + 1);
        self.closed();
    }

    /// As much of [`Devices::close_all`] as does not block, and what to wait for until the next step.
    pub fn close_step(&mut self) -> Option<Wait> {
        if !std::mem::replace(&mut self.closing, true) {
            self.end_last_line();
        }
        let mut waits: Option<Wait> = None;
        for at in (0..self.slots.len()).rev() {
            let Some(slot) = self.slots[at].as_mut().filter(|s| !s.closed) else {
                continue;
            };
            if let Some(pipe) = slot.device.as_any().downcast_mut::<PipeDevice>() {
                pipe.let_go();
            }
            let result = match at {
                PRINCIPAL => slot.device.flush(Flush::All),
                _ => slot
                    .device
                    .close(&[], &mut self.shared)
                    .map(|step| match step {
                        Step::Done(_) => Step::Done(()),
                        Step::Wait(wait) => Step::Wait(wait),
                    }),
            };
            match result {
                Ok(Step::Wait(wait)) => {
                    let all = waits.get_or_insert_default();
                    all.fds.extend(wait.fds);
                    *all = std::mem::take(all).or_at(wait.until);
                }
                _ if at == PRINCIPAL => {}
                _ => self.slots[at] = None,
            }
        }
        if waits.is_none() {
            self.closed();
        }
        waits
    }

    fn closed(&mut self) {
        self.closing = false;
        self.names.retain(|_, at| *at == PRINCIPAL);
        self.current = PRINCIPAL;
        self.suspend_terminal(true);
    }
}

impl Devices {
    /// Standard output that is a file or a pipe ends with a whole line, as GT.M leaves it.
    fn end_last_line(&mut self) {
        let (device, shared) = self.slot(PRINCIPAL);
        let Some(split) = device.as_any().downcast_mut::<Split>() else {
            return;
        };
        let output = split.output.as_any();
        let lines = output.is::<FileDevice>() || output.is::<PipeDevice>();
        if lines && split.output.status().x > 0 {
            // Nobody is left to tell when it cannot be written.
            let _ = split.output.write(Item::Newline, shared);
        }
    }
}

impl Drop for Devices {
    fn drop(&mut self) {
        self.close_all();
    }
}

/// The device of standard input or output, and the name it gives to the principal device.
fn half(
    fd: RawFd,
    input: bool,
    kind: Kind,
    shared: &mut Shared,
) -> Result<(Box<dyn Device>, Vec<u8>), MError> {
    let zero = b"0".to_vec();
    Ok(match kind {
        Kind::Terminal => {
            let name = sys::terminal_name(fd).unwrap_or_else(|| zero.clone());
            (Box::new(TerminalDevice::inherited(fd, input, shared)), name)
        }
        Kind::Socket => {
            let side = if input { Side::Input } else { Side::Output };
            (Box::new(SocketDevice::inherited(fd, side, shared)?), zero)
        }
        Kind::Fifo => (Box::new(PipeDevice::principal(fd, input, shared)), zero),
        Kind::Missing => (Box::new(MemoryDevice::with_input(b"").0), zero),
        _ => (Box::new(FileDevice::principal(fd, shared)), zero),
    })
}

/// DEVPARTOOBIG for values that are too long.
fn check_sizes(params: &[Param]) -> Result<(), MError> {
    let long = params
        .iter()
        .any(|p| p.value.as_ref().is_some_and(|v| v.len() > PARAM_MAX));
    if long {
        Err(MError::new(errors::DEVPARTOOBIG))
    } else {
        Ok(())
    }
}

/// EXCEPTION among the parameters of an OPEN that failed.
fn exception_of(params: &[Param]) -> Option<Vec<u8>> {
    let last = params.iter().rfind(|p| p.id == ParamId::Exception)?;
    last.value.clone().filter(|v| !v.is_empty())
}
