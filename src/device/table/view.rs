//! What special variables, `$VIEW`, `$ZSOCKET` and `ZSHOW "D"` tell about devices.

use super::{Devices, Slot};
use crate::device::null::NullDevice;
use crate::device::pipe::PipeDevice;
use crate::device::socket::{Index, POOL_NAME, SocketDevice};
use crate::device::split::Split;
use crate::device::terminal::TerminalDevice;
use crate::device::{Device, Status};
use crate::value::errors::{self, MError};

impl Devices {
    /// $IO: the name that OPEN gave.
    pub fn io(&self) -> &[u8] {
        self.slots
            .get(self.current)
            .and_then(Option::as_ref)
            .map_or(b"0", |s| &s.given)
    }

    /// $ZIO: the same with names of the environment replaced.
    pub fn zio(&self) -> &[u8] {
        self.slots
            .get(self.current)
            .and_then(Option::as_ref)
            .map_or(b"0", |s| &s.name)
    }

    /// $PRINCIPAL: `0` or the name of a terminal.
    pub fn principal(&self) -> &[u8] {
        self.slots
            .first()
            .and_then(Option::as_ref)
            .map_or(b"0", |s| &s.name)
    }

    /// $ZPIN: a name for the input side of the principal device.
    pub fn zpin(&self) -> Vec<u8> {
        if self.split {
            [self.principal(), b"< /"].concat()
        } else {
            self.principal().to_vec()
        }
    }

    /// $ZPOUT: a name for its output side.
    pub fn zpout(&self) -> Vec<u8> {
        if self.split {
            [self.principal(), b"> /"].concat()
        } else {
            self.principal().to_vec()
        }
    }

    /// $X, $Y, $KEY, $ZA, $ZB, $ZEOF and $DEVICE of the current device.
    pub fn status(&self) -> &Status {
        static NOTHING: Status = Status {
            x: 0,
            y: 0,
            key: Vec::new(),
            za: 0,
            zb: Vec::new(),
            zeof: false,
            device: Vec::new(),
        };
        self.slots
            .get(self.current)
            .and_then(Option::as_ref)
            .map_or(&NOTHING, |s| s.device.status())
    }

    /// The same, for SET of $X and the like; who sets $X or $Y keeps them from being negative.
    pub fn status_mut(&mut self) -> Option<&mut Status> {
        self.slots
            .get_mut(self.current)?
            .as_mut()
            .map(|s| s.device.status_mut())
    }

    /// The terminal that the principal device reads from.
    pub fn terminal(&mut self) -> Option<&mut TerminalDevice> {
        let device = self.slots.first_mut()?.as_mut()?.device.as_any();
        if device.is::<Split>() {
            return device
                .downcast_mut::<Split>()?
                .input
                .as_any()
                .downcast_mut();
        }
        device.downcast_mut()
    }

    /// Is a peer behind the principal device, not a person or a file?
    pub fn is_socket(&mut self) -> bool {
        let Some(Some(slot)) = self.slots.first_mut() else {
            return false;
        };
        let device = slot.device.as_any();
        match device.downcast_mut::<Split>() {
            Some(split) => {
                split.input.as_any().is::<SocketDevice>()
                    || split.output.as_any().is::<SocketDevice>()
            }
            None => slot.device.as_any().is::<SocketDevice>(),
        }
    }

    /// $ZKEY.
    pub fn zkey(&mut self) -> Vec<u8> {
        self.slot(self.current).0.zkey()
    }

    /// $ZCLOSE: how the process of the last closed PIPE ended.
    pub fn zclose(&self) -> i64 {
        self.zclose
    }

    /// Open, closed with its characteristics kept, or unknown.
    pub fn is_open(&self, name: &[u8]) -> Option<bool> {
        match self.find(name) {
            Some(_) => Some(true),
            None => self
                .names
                .get(&*self.shared.environment.expand(name))
                .map(|_| false),
        }
    }

    /// `$VIEW("DEVICE",name)`: kind and state, as `RMS:OPEN`; empty for a name that is not known.
    pub fn view(&mut self, name: &[u8]) -> Vec<u8> {
        let (at, state) = match (
            self.find(name),
            self.names.get(&*self.shared.environment.expand(name)),
        ) {
            (Some(at), _) => (at, "OPEN"),
            (None, Some(at)) => (*at, "CLOSED"),
            (None, None) => return Vec::new(),
        };
        format!("{}:{state}", kind_name(self.slot(at).0)).into_bytes()
    }

    /// `$ZSOCKET(device,keyword,index,sub)`; a missing device is the pool, an empty one the current device.
    ///
    /// Errors: IONOTOPEN, ZSOCKETNOTSOCK, ZSOCKETATTR.
    pub fn zsocket(&mut self, args: &[Option<Vec<u8>>]) -> Result<Vec<u8>, MError> {
        let text = |at: usize| args.get(at).and_then(|a| a.as_deref());
        let keyword = text(1).unwrap_or_default();
        let index = match args.get(2) {
            None => Index::Omitted,
            Some(None) => Index::Empty,
            Some(Some(value)) => Index::Value(value),
        };
        let Some(name) = text(0) else {
            return self.shared.sockets.zsocket(keyword, index, text(3));
        };
        let on_output = self.split && name == self.zpout();
        let at = if name.is_empty() {
            Some(self.current)
        } else {
            self.find(name)
        };
        let mut device = self.slot(at.ok_or(errors::IONOTOPEN)?).0.as_any();
        if device.is::<Split>() {
            match device.downcast_mut::<Split>() {
                Some(split) if on_output => device = split.output.as_any(),
                Some(split) => device = split.input.as_any(),
                None => return Err(errors::ZSOCKETNOTSOCK.into()),
            }
        }
        match device.downcast_mut::<SocketDevice>() {
            Some(socket) => socket.zsocket(keyword, index, text(3)),
            None => Err(errors::ZSOCKETNOTSOCK.into()),
        }
    }

    /// Lines of `ZSHOW "D"`, in the order of the names.
    pub fn zshow_d(&self) -> Vec<Vec<u8>> {
        let mut slots: Vec<&Slot> = self.slots.iter().flatten().collect();
        slots.sort_by(|a, b| a.name.cmp(&b.name));
        let mut out = Vec::new();
        let mut pool = Some(&self.shared.sockets);
        for slot in slots {
            if let Some(pool) = pool.take_if(|_| slot.name.as_slice() > POOL_NAME) {
                pool.describe(&mut out);
            }
            if slot.name == POOL_NAME {
                continue;
            }
            if slot.closed {
                out.push([slot.name.as_slice(), b" CLOSED "].concat());
            } else {
                slot.device.describe(&slot.name, &mut out);
            }
        }
        if let Some(pool) = pool {
            pool.describe(&mut out);
        }
        out
    }
}

/// The word of `$VIEW("DEVICE")` for a device; a split one is what its input is.
fn kind_name(device: &mut dyn Device) -> &'static str {
    let device = device.as_any();
    if let Some(split) = device.downcast_mut::<Split>() {
        return kind_name(&mut *split.input);
    }
    if let Some(pipe) = device.downcast_mut::<PipeDevice>() {
        return if pipe.is_process() { "PIPE" } else { "FIFO" };
    }
    if device.is::<SocketDevice>() {
        "SOCKET"
    } else if device.is::<TerminalDevice>() {
        "TERMINAL"
    } else if device.is::<NullDevice>() {
        "NULL"
    } else {
        "RMS"
    }
}
