//! Terminals: characters come one by one, echo, editing, escape sequences and terminators are ours.

use super::file::no_principal;
use super::line::{History, Line};
use super::pipe::nothing;
use super::stream::{self, Escape, Input, Layout, Overflow};
use super::sys::{self, Descriptor, Termios};
use super::{
    ControlDone, ControlOp, Device, Flush, IoError, IoResult, Item, Param, ReadDone, ReadKind,
    ReadOp, ReadValue, Shared, Status, Step, Wait,
};
use crate::syntax::params::ParamId;
use crate::value::errors::{self, MError};
use std::io::ErrorKind;
use std::os::fd::{AsRawFd, RawFd};
use std::path::Path;

/// Columns that `WIDTH=0` stands for.
const NO_WIDTH: usize = 255;
/// Terminators when none are given: line feed, carriage return, escape.
const TERMINATORS: &[u8] = &[10, 13, 27];
const CONTROL_C: u8 = 3;

/// A terminal, or one side of it as half of a split principal device.
pub struct TerminalDevice {
    fd: Descriptor,
    status: Status,
    layout: Layout,
    exception: Option<Vec<u8>>,
    input: Input,
    output: Vec<u8>,
    /// Settings to give back at the end; `None` for the output half.
    saved: Option<Termios>,
    principal: bool,
    modes: Modes,
    terminators: Option<Vec<u8>>,
    ctrap: Vec<u8>,
    /// It was hung up.
    gone: bool,
    line: Line,
    history: History,
    insert: bool,
    /// An escape sequence being collected: bytes, and where it stands.
    sequence: Vec<u8>,
    escape: Escape,
}

/// Switches of USE.
#[derive(Debug, Clone, Copy)]
struct Modes {
    cenable: bool,
    convert: bool,
    echo: bool,
    editing: bool,
    empterm: bool,
    escape: bool,
    hostsync: bool,
    hupenable: bool,
    insert: bool,
    pasthru: bool,
    readsync: bool,
    typeahead: bool,
}

/// What one more character did to a READ.
enum Effect {
    /// It goes on.
    More,
    /// It ended, with this $KEY.
    End(Vec<u8>),
}

impl TerminalDevice {
    fn new(fd: Descriptor, input: bool, shared: &Shared) -> Self {
        let (columns, lines) = sys::terminal_size(fd.as_raw_fd()).unwrap_or((80, 24));
        let layout = Layout::new(columns.into(), lines.into(), Overflow::Wrap, shared.utf8);
        let saved = if input {
            Termios::get(fd.as_raw_fd())
        } else {
            None
        };
        let modes = Modes {
            cenable: input,
            convert: false,
            echo: true,
            editing: false,
            empterm: false,
            escape: false,
            hostsync: false,
            hupenable: shared
                .environment
                .settings()
                .get("hupenable")
                .is_some_and(|v| v.starts_with(|c| "123456789yYtT".contains(c))),
            insert: true,
            pasthru: false,
            readsync: false,
            typeahead: true,
        };
        let device = TerminalDevice {
            fd,
            status: Status::default(),
            layout,
            exception: None,
            input: Input::default(),
            output: Vec::new(),
            saved,
            principal: false,
            modes,
            terminators: None,
            ctrap: Vec::new(),
            gone: false,
            line: Line::default(),
            history: History::default(),
            insert: true,
            sequence: Vec::new(),
            escape: Escape::None,
        };
        device.settle();
        device
    }

    /// A terminal that the process was started with; `input` is false for an output half.
    pub fn inherited(fd: RawFd, input: bool, shared: &Shared) -> Self {
        let mut device = Self::new(Descriptor::Inherited(fd), input, shared);
        device.principal = true;
        if !input {
            device.layout.overflow = Overflow::Run;
        }
        device
    }

    /// OPEN of a terminal by its name. Errors: those of the system and of parameters.
    pub fn open(path: &Path, params: &[Param], shared: &Shared) -> Result<Self, MError> {
        let fd = sys::open_terminal(path).map_err(|e| MError::io(&e))?;
        let mut device = Self::new(Descriptor::Own(fd), true, shared);
        device.apply(params)?;
        Ok(device)
    }

    /// Puts the line settings into force that the modes ask for.
    fn settle(&self) {
        if let Some(saved) = &self.saved {
            let signals = self.modes.cenable || self.ctrap.contains(&CONTROL_C);
            let settings = saved.unbuffered(signals, self.modes.pasthru, self.modes.hostsync);
            settings.set(self.fd.as_raw_fd());
        }
    }

    /// Gives the settings back while another program has the terminal, or takes it again.
    pub fn suspend(&mut self, suspend: bool) {
        match (&self.saved, suspend) {
            (Some(saved), true) => saved.set(self.fd.as_raw_fd()),
            _ => self.settle(),
        }
    }

    /// `true` while Control-C may interrupt.
    pub fn is_interruptible(&self) -> bool {
        self.modes.cenable
    }

    /// The error of Control-C where CTRAP names it.
    pub fn trapped_interrupt(&self) -> Option<IoError> {
        let error = MError::arg(errors::CTRAP, CONTROL_C.to_string());
        self.ctrap.contains(&CONTROL_C).then(|| IoError {
            error,
            exception: self.exception.clone(),
        })
    }

    /// The error of a terminal that is gone, where HUPENABLE asks for it. From then on nothing is written to it.
    pub fn hangup(&mut self) -> Option<IoError> {
        self.gone = self.modes.hupenable;
        let error = MError::new(errors::TERMHANGUP);
        self.gone.then(|| IoError {
            error,
            exception: self.exception.clone(),
        })
    }

    fn apply(&mut self, params: &[Param]) -> Result<(), MError> {
        let mut settings = false;
        for p in params {
            let value = stream::text_of(p);
            match p.id {
                ParamId::Exception => {
                    self.exception = Some(value.to_vec()).filter(|e| !e.is_empty())
                }
                ParamId::Width => match usize::try_from(stream::integer(value)) {
                    Ok(0) => (self.layout.width, self.layout.overflow) = (NO_WIDTH, Overflow::Run),
                    Ok(n) => (self.layout.width, self.layout.overflow) = (n, Overflow::Wrap),
                    Err(_) => return Err(MError::new(errors::DEVPARMNEG)),
                },
                ParamId::Length => match stream::integer(value) {
                    n @ 0.. => self.layout.length = n,
                    _ => return Err(MError::new(errors::DEVPARMNEG)),
                },
                ParamId::Wrap => self.layout.overflow = Overflow::Wrap,
                ParamId::NoWrap => self.layout.overflow = Overflow::Run,
                ParamId::Filter => self.layout.filter.set(value),
                ParamId::NoFilter => self.layout.filter = Default::default(),
                ParamId::X => {
                    self.status.x = stream::integer(value).max(0);
                    self.address();
                }
                ParamId::Y => {
                    self.status.y = stream::integer(value).max(0);
                    self.address();
                }
                ParamId::ClearScreen => self.output.extend_from_slice(b"\x1b[J"),
                ParamId::EraseLine => self.output.extend_from_slice(b"\x1b[K"),
                ParamId::UpScroll => {
                    self.status.y = self.status.y.saturating_add(1);
                    if self.layout.length > 0 {
                        self.status.y %= self.layout.length;
                    }
                    self.address();
                }
                ParamId::DownScroll if self.status.y > 0 => {
                    self.status.y -= 1;
                    self.address();
                }
                ParamId::Terminator => {
                    self.terminators = Some(value.to_vec()).filter(|t| !t.is_empty())
                }
                ParamId::NoTerminator => self.terminators = Some(Vec::new()),
                ParamId::Ctrap => self.ctrap = value.iter().copied().filter(|c| *c < 32).collect(),
                ParamId::Cenable => self.modes.cenable = true,
                ParamId::NoCenable => self.modes.cenable = false,
                ParamId::Convert => self.modes.convert = true,
                ParamId::NoConvert => self.modes.convert = false,
                ParamId::Echo => self.modes.echo = true,
                ParamId::NoEcho => self.modes.echo = false,
                ParamId::Editing => self.modes.editing = true,
                ParamId::NoEditing => self.modes.editing = false,
                ParamId::Empterm => self.modes.empterm = true,
                ParamId::NoEmpterm => self.modes.empterm = false,
                ParamId::Escape => self.modes.escape = true,
                ParamId::NoEscape => self.modes.escape = false,
                ParamId::HostSync => self.modes.hostsync = true,
                ParamId::NoHostSync => self.modes.hostsync = false,
                ParamId::HupEnable => self.modes.hupenable = true,
                ParamId::NoHupEnable => self.modes.hupenable = false,
                ParamId::Insert => self.modes.insert = true,
                ParamId::NoInsert => self.modes.insert = false,
                ParamId::Pasthru => self.modes.pasthru = true,
                ParamId::NoPasthru => self.modes.pasthru = false,
                ParamId::ReadSync => self.modes.readsync = true,
                ParamId::NoReadSync => self.modes.readsync = false,
                ParamId::Typeahead => self.modes.typeahead = true,
                ParamId::NoTypeahead => self.modes.typeahead = false,
                ParamId::Flush => self.send()?,
                _ => {}
            }
            settings |= matches!(
                p.id,
                ParamId::Ctrap
                    | ParamId::Cenable
                    | ParamId::NoCenable
                    | ParamId::HostSync
                    | ParamId::NoHostSync
                    | ParamId::Pasthru
                    | ParamId::NoPasthru
            );
        }
        if settings {
            self.settle();
        }
        Ok(())
    }

    /// Moves the cursor to $X, $Y.
    fn address(&mut self) {
        let (x, y) = (
            self.status.x.saturating_add(1),
            self.status.y.saturating_add(1),
        );
        self.output
            .extend_from_slice(format!("\x1b[{y};{x}H").as_bytes());
    }

    fn fail(&self, error: MError) -> IoError {
        IoError {
            error,
            exception: self.exception.clone(),
        }
    }

    fn send(&mut self) -> Result<(), MError> {
        if self.gone {
            self.output.clear();
            return Ok(());
        }
        let result = sys::write_all(self.fd.as_raw_fd(), &self.output);
        self.output.clear();
        result.map_err(|e| {
            MError::new(errors::TERMWRITE).text(errors::system_text(e.raw_os_error().unwrap_or(0)))
        })
    }

    fn is_terminator(&self, byte: u8) -> bool {
        match &self.terminators {
            Some(list) => list.contains(&byte),
            None => TERMINATORS.contains(&byte),
        }
    }

    /// Shows what was typed; $X moves as with a WRITE.
    fn echo(&mut self, text: &[u8]) {
        if self.modes.echo {
            // Input that is no UTF-8 is shown as it came.
            let mut layout = self.layout.clone();
            layout.utf8 &= std::str::from_utf8(text).is_ok();
            // No error is possible without UTF-8 to check.
            let _ = layout.text(text, &mut self.status, &mut self.output);
        }
    }

    /// One character of input: a byte, or all bytes of a code point.
    fn accept(&mut self, character: &[u8], op: &mut ReadOp) -> Result<Effect, MError> {
        let first = character.first().copied().unwrap_or(0);
        if self.escape != Escape::None {
            self.escape.step(first);
            self.sequence.push(first);
            if self.escape != Escape::None {
                return Ok(Effect::More);
            }
            let sequence = std::mem::take(&mut self.sequence);
            if self.modes.editing && self.edit_sequence(&sequence) {
                return Ok(Effect::More);
            }
            return Ok(Effect::End(sequence));
        }
        if first < 32 && self.ctrap.contains(&first) {
            return Err(MError::arg(errors::CTRAP, first.to_string()));
        }
        if first == 27 && (self.modes.escape || self.modes.editing) && !self.modes.pasthru {
            self.escape.step(first);
            self.sequence = vec![first];
            return Ok(Effect::More);
        }
        if character.len() == 1 && self.is_terminator(first) {
            return Ok(Effect::End(vec![first]));
        }
        let erase = self.saved.as_ref().map_or(127, Termios::erase);
        if first == erase && !self.modes.pasthru && op.kind != ReadKind::Char {
            return Ok(self.erase(first));
        }
        if self.modes.editing && !self.modes.pasthru && self.edit_control(first) {
            return Ok(Effect::More);
        }
        let upper = self.modes.convert.then(|| character.to_ascii_uppercase());
        let character = upper.as_deref().unwrap_or(character);
        if self.modes.editing {
            let insert = self.insert;
            self.edit(|line, echo| line.put(character, insert, echo));
        } else {
            self.line.put(character, true, &mut Vec::new());
            self.echo(character);
        }
        Ok(Effect::More)
    }

    fn erase(&mut self, key: u8) -> Effect {
        if self.line.is_empty() {
            return if self.modes.empterm {
                Effect::End(vec![key])
            } else {
                Effect::More
            };
        }
        self.edit(|line, echo| {
            line.erase(echo);
        });
        Effect::More
    }

    /// Changes the line and shows it; $X follows its length.
    fn edit(&mut self, change: impl FnOnce(&mut Line, &mut Vec<u8>)) {
        let (before, mut echo) = (self.line.len(), Vec::new());
        change(&mut self.line, &mut echo);
        if self.modes.echo {
            self.output.extend_from_slice(&echo);
            let grown = self.line.len() as i64 - before as i64;
            self.status.x = self.status.x.saturating_add(grown).max(0);
        }
    }

    /// Control characters that edit; `false` for one that is data.
    fn edit_control(&mut self, byte: u8) -> bool {
        match byte {
            1 => self.edit(|line, echo| line.go(0, echo)),
            2 => self.edit(Line::left),
            4 => self.edit(Line::delete),
            5 => self.edit(Line::end),
            6 => self.edit(Line::right),
            11 => self.edit(Line::kill),
            21 => self.edit(|line, echo| {
                line.go(0, echo);
                line.kill(echo);
            }),
            _ => return false,
        }
        true
    }

    /// Keys that edit; `false` for others.
    fn edit_sequence(&mut self, sequence: &[u8]) -> bool {
        let utf8 = self.layout.utf8;
        match sequence {
            b"\x1b[D" | b"\x1bOD" => self.edit(Line::left),
            b"\x1b[C" | b"\x1bOC" => self.edit(Line::right),
            b"\x1b[H" | b"\x1bOH" | b"\x1b[1~" => self.edit(|line, echo| line.go(0, echo)),
            b"\x1b[F" | b"\x1bOF" | b"\x1b[4~" => self.edit(Line::end),
            b"\x1b[3~" => self.edit(Line::delete),
            b"\x1b[2~" => self.insert = !self.insert,
            b"\x1b[A" | b"\x1bOA" | b"\x1b[B" | b"\x1bOB" => {
                let back = sequence.ends_with(b"A");
                if let Some(text) = self.history.recall(back).map(<[u8]>::to_vec) {
                    self.edit(|line, echo| line.replace(&text, utf8, echo));
                }
            }
            // With ESCAPE other sequences end the READ, without they vanish.
            _ => return !self.modes.escape,
        }
        true
    }

    /// Ends a READ.
    fn finish(&mut self, op: &ReadOp, key: Vec<u8>, test: Option<bool>) -> IoResult<ReadDone> {
        let line = std::mem::take(&mut self.line).bytes();
        if self.modes.editing && op.kind != ReadKind::Char {
            self.history.add(&line);
        }
        let value = match op.kind {
            ReadKind::Char => {
                let text: &[u8] = if line.is_empty() { &key } else { &line };
                let mut rest = Input::default();
                rest.push(text);
                let utf8 = self.layout.utf8 && stream::utf8_size(text).is_some();
                ReadValue::Code(stream::take_char(&mut rest, utf8)?.unwrap_or(-1))
            }
            _ => ReadValue::Bytes(line),
        };
        self.status.zb.clone_from(&key);
        self.status.key = key;
        (self.status.za, self.status.zeof) = (0, false);
        self.status.device = b"0".to_vec();
        self.send().map_err(|e| self.fail(e))?;
        Ok(Step::Done(ReadDone { value, test }))
    }

    /// Takes the characters that are there; the end of the READ if one of them was its last.
    fn take(&mut self, op: &mut ReadOp) -> Result<Option<Vec<u8>>, MError> {
        let limit = match op.kind {
            ReadKind::Line => stream::STRING_MAX,
            ReadKind::Fixed(n) => n.min(stream::STRING_MAX),
            ReadKind::Char => 1,
        };
        loop {
            if self.line.len() >= limit {
                return Ok(Some(Vec::new()));
            }
            let rest = self.input.rest();
            let Some(first) = rest.first() else {
                return Ok(None);
            };
            let size = match stream::utf8_size(rest) {
                Some(size) if self.layout.utf8 => size,
                None if self.layout.utf8 && *first >= 0xC2 && rest.len() < 4 => return Ok(None),
                _ => 1,
            };
            let character = rest[..size].to_vec();
            self.input.take(size);
            if let Effect::End(key) = self.accept(&character, op)? {
                return Ok(Some(key));
            }
        }
    }
}

impl Device for TerminalDevice {
    fn use_params(&mut self, params: &[Param], _shared: &mut Shared) -> IoResult<()> {
        self.apply(params).map_err(|e| self.fail(e))?;
        Ok(Step::Done(()))
    }

    fn read(&mut self, op: &mut ReadOp, _shared: &mut Shared) -> IoResult<ReadDone> {
        let fd = self.fd.as_raw_fd();
        if !std::mem::replace(&mut op.started, true) {
            self.send().map_err(|e| self.fail(e))?;
            if !self.modes.typeahead {
                self.input.clear();
                sys::discard_input(fd);
            }
            self.line = Line::default();
            self.insert = self.modes.insert;
            self.escape = Escape::None;
            self.status.key.clear();
            self.status.zb.clear();
        }
        let test = op.timeout.is_given().then_some(true);
        loop {
            let taken = self.take(op);
            self.send().map_err(|e| self.fail(e))?;
            if let Some(key) = taken.map_err(|e| self.fail(e))? {
                return self.finish(op, key, test);
            }
            if !sys::ready(fd, false) {
                break;
            }
            match self.input.fill(fd, 4096) {
                Ok(n) if n > 0 => {}
                Err(e) if e.kind() == ErrorKind::WouldBlock => break,
                // The terminal has gone.
                _ => {
                    self.status.zeof = true;
                    self.status.za = 9;
                    self.status.device = b"1,Device detected EOF".to_vec();
                    let error = if self.principal {
                        no_principal("READ from")
                    } else {
                        MError::new(errors::IOEOF)
                    };
                    return Err(self.fail(error));
                }
            }
        }
        if op.timeout.expired() {
            if self.line.is_empty() {
                self.status.device = b"0".to_vec();
                return Ok(Step::Done(ReadDone {
                    value: nothing(op),
                    test: Some(false),
                }));
            }
            return self.finish(op, Vec::new(), Some(false));
        }
        Ok(Step::Wait(Wait::readable(fd).or_at(op.timeout.moment())))
    }

    fn write(&mut self, item: Item<'_>, _shared: &mut Shared) -> IoResult<()> {
        let (layout, status, out) = (&mut self.layout, &mut self.status, &mut self.output);
        match item {
            Item::Newline => {
                out.push(b'\n');
                layout.newline(status);
            }
            Item::Page => {
                status.x = 0;
                self.address();
                self.status.y = 0;
                self.address();
                self.output.extend_from_slice(b"\x1b[J");
            }
            Item::Column(to) => layout.column(to, status, out)?,
            _ => {
                if let Some(text) = stream::item_text(&item, layout.utf8) {
                    layout.text(&text, status, out).map_err(IoError::from)?;
                }
            }
        }
        if self.output.len() >= stream::GATHER {
            self.send().map_err(|e| self.fail(e))?;
        }
        Ok(Step::Done(()))
    }

    fn flush(&mut self, _why: Flush) -> IoResult<()> {
        if !self.output.is_empty() {
            self.send().map_err(|e| self.fail(e))?;
        }
        Ok(Step::Done(()))
    }

    fn control(&mut self, _op: &mut ControlOp, _shared: &mut Shared) -> IoResult<ControlDone> {
        Ok(Step::Done(ControlDone::default()))
    }

    fn close(&mut self, _params: &[Param], _shared: &mut Shared) -> IoResult<bool> {
        self.send().map_err(|e| self.fail(e))?;
        Ok(Step::Done(true))
    }

    own_status!(exception);

    fn describe(&self, name: &[u8], out: &mut Vec<Vec<u8>>) {
        let mut line = name.to_vec();
        // The output half is shown with the name of its terminal.
        if name == b"0-out"
            && let Some(terminal) = sys::terminal_name(self.fd.as_raw_fd())
        {
            line.push(b' ');
            line.extend_from_slice(&terminal);
        }
        line.extend_from_slice(b" OPEN TERMINAL ");
        let mut add = |word: &str| line.extend_from_slice(word.as_bytes());
        let m = &self.modes;
        let codes = |list: &[u8]| list.iter().map(u8::to_string).collect::<Vec<_>>().join(",");
        if !m.cenable {
            add("NOCE ");
        }
        if !self.ctrap.is_empty() {
            add(&format!("CTRA=$C({}) ", codes(&self.ctrap)));
        }
        if !m.echo {
            add("NOECHO ");
        }
        add(if m.pasthru { "PAST " } else { "NOPAST " });
        if !m.escape {
            add("NOESCA ");
        }
        // So GT.M abbreviates NOREADSYNC.
        add(if m.readsync { "READS " } else { "NOREADONLY " });
        add(if m.typeahead { "TYPE " } else { "NOTY " });
        if let Some(list) = &self.terminators {
            add(&format!("TERM=$C({}) ", codes(list)));
        }
        if self.layout.overflow != Overflow::Wrap {
            add("NOWRAP ");
        }
        add(&format!(
            "WIDTH={} LENG={} ",
            self.layout.width, self.layout.length
        ));
        if self.layout.filter.characters {
            add("FIL=CHARACTERS ");
        }
        if self.layout.filter.escape {
            add("FIL=ESCAPES ");
        }
        if m.editing {
            add("ED ");
        }
        if m.empterm {
            add("EMPTERM ");
        }
        stream::show_exception(&self.exception, &mut line);
        out.push(line);
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

impl Drop for TerminalDevice {
    fn drop(&mut self) {
        if let Some(saved) = &self.saved {
            saved.set(self.fd.as_raw_fd());
        }
    }
}
