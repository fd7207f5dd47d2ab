//! A principal device in memory, for programs that embed sessions: input they supply, output they take.

use super::stream::{self, Input, Layout, Overflow, Taken};
use super::{
    ControlDone, ControlOp, Device, Flush, IoError, IoResult, Item, Param, ReadDone, ReadKind,
    ReadOp, ReadValue, Shared, Status, Step, Wait,
};
use crate::syntax::params::ParamId;
use crate::value::errors::{self, MError};
use std::cell::RefCell;
use std::rc::Rc;

/// What is done with output: called at every flush with all that came since the last one.
pub type Sink = Box<dyn FnMut(&[u8])>;

/// Bytes that a program gives to a session. Clones share the same queue.
#[derive(Clone, Default)]
pub struct Feed(Rc<RefCell<Queue>>);

#[derive(Default)]
struct Queue {
    bytes: Vec<u8>,
    ended: bool,
}

impl Feed {
    /// Adds input.
    pub fn push(&self, bytes: &[u8]) {
        self.0.borrow_mut().bytes.extend_from_slice(bytes);
    }

    /// Says that no more input will come.
    pub fn end(&self) {
        self.0.borrow_mut().ended = true;
    }
}

/// Output that a program looks at afterwards. Clones share the same bytes.
#[derive(Clone, Default)]
pub struct Capture(Rc<RefCell<Vec<u8>>>);

impl Capture {
    /// Takes all output so far.
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut self.0.borrow_mut())
    }

    /// The sink that fills this buffer.
    pub fn sink(&self) -> Sink {
        let bytes = Rc::clone(&self.0);
        Box::new(move |more| bytes.borrow_mut().extend_from_slice(more))
    }
}

/// The device. A READ that finds no input waits until the feed has more, with nothing to poll: who steps the
/// session steps it again after [`Feed::push`].
pub struct MemoryDevice {
    feed: Feed,
    sink: Sink,
    input: Input,
    output: Vec<u8>,
    layout: Layout,
    status: Status,
    exception: Option<Vec<u8>>,
}

impl MemoryDevice {
    pub fn new(feed: Feed, sink: Sink, utf8: bool) -> Self {
        MemoryDevice {
            feed,
            sink,
            input: Input::default(),
            output: Vec::new(),
            layout: Layout::new(stream::STRING_MAX, 66, Overflow::Run, utf8),
            status: Status::default(),
            exception: None,
        }
    }

    /// A device whose whole input is `input`, and the buffer of its output.
    pub fn with_input(input: &[u8]) -> (Self, Capture) {
        let (feed, capture) = (Feed::default(), Capture::default());
        feed.push(input);
        feed.end();
        (Self::new(feed, capture.sink(), false), capture)
    }

    fn fail(&self, error: MError) -> IoError {
        IoError {
            error,
            exception: self.exception.clone(),
        }
    }

    fn take(&mut self, op: &mut ReadOp) -> Result<Option<(ReadValue, Taken)>, MError> {
        if op.kind == ReadKind::Char {
            let code = stream::take_char(&mut self.input, self.layout.utf8)?;
            return Ok(code.map(|code| (ReadValue::Code(code), Taken::Full)));
        }
        let limit = stream::read_limit(op.kind, stream::STRING_MAX);
        let taken = stream::take_record(&mut self.input, &mut op.value, limit, self.layout.utf8)?;
        let ended = taken == Taken::Short && self.feed.0.borrow().ended && !op.value.is_empty();
        if taken == Taken::Short && !ended {
            return Ok(None);
        }
        Ok(Some((
            ReadValue::Bytes(std::mem::take(&mut op.value)),
            taken,
        )))
    }
}

impl Device for MemoryDevice {
    fn use_params(&mut self, params: &[Param], _shared: &mut Shared) -> IoResult<()> {
        for p in params {
            let value = stream::text_of(p);
            match p.id {
                ParamId::Exception => {
                    self.exception = Some(value.to_vec()).filter(|e| !e.is_empty())
                }
                ParamId::Width => match usize::try_from(stream::integer(value)) {
                    Ok(0) => self.layout.overflow = Overflow::Run,
                    Ok(n) => (self.layout.width, self.layout.overflow) = (n, Overflow::Wrap),
                    Err(_) => return Err(self.fail(MError::new(errors::DEVPARMNEG))),
                },
                ParamId::Length => match stream::integer(value) {
                    n @ 0.. => self.layout.length = n,
                    _ => return Err(self.fail(MError::new(errors::DEVPARMNEG))),
                },
                ParamId::Wrap => self.layout.overflow = Overflow::Wrap,
                ParamId::NoWrap => self.layout.overflow = Overflow::Run,
                ParamId::Filter => self.layout.filter.set(value),
                ParamId::NoFilter => self.layout.filter = Default::default(),
                ParamId::X => self.status.x = stream::integer(value).max(0),
                ParamId::Y => self.status.y = stream::integer(value).max(0),
                _ => {}
            }
        }
        Ok(Step::Done(()))
    }

    fn read(&mut self, op: &mut ReadOp, _shared: &mut Shared) -> IoResult<ReadDone> {
        op.started = true;
        let ended = {
            let mut queue = self.feed.0.borrow_mut();
            self.input.push(&queue.bytes);
            queue.bytes.clear();
            self.input.ended = queue.ended;
            queue.ended
        };
        let test = op.timeout.is_given().then_some(true);
        if let Some((value, taken)) = self.take(op).map_err(|e| self.fail(e))? {
            self.status.key = if taken == Taken::Line {
                b"\n".to_vec()
            } else {
                Vec::new()
            };
            self.status.zb.clone_from(&self.status.key);
            (self.status.zeof, self.status.za) = (false, 0);
            self.status.device = b"0".to_vec();
            return Ok(Step::Done(ReadDone { value, test }));
        }
        self.status.key.clear();
        self.status.zb.clear();
        if ended {
            let again = std::mem::replace(&mut self.status.zeof, true);
            self.status.za = 9;
            self.status.device = b"1,Device detected EOF".to_vec();
            if again || self.exception.is_some() {
                return Err(self.fail(MError::new(errors::IOEOF)));
            }
            return Ok(Step::Done(ReadDone {
                value: super::pipe::nothing(op),
                test,
            }));
        }
        if op.timeout.expired() {
            let value = match op.kind {
                ReadKind::Char => ReadValue::Code(-1),
                _ => ReadValue::Bytes(std::mem::take(&mut op.value)),
            };
            return Ok(Step::Done(ReadDone {
                value,
                test: Some(false),
            }));
        }
        Ok(Step::Wait(Wait::default().or_at(op.timeout.moment())))
    }

    fn write(&mut self, item: Item<'_>, _shared: &mut Shared) -> IoResult<()> {
        let (layout, status, out) = (&mut self.layout, &mut self.status, &mut self.output);
        match item {
            Item::Newline => {
                out.push(b'\n');
                layout.newline(status);
            }
            Item::Page => {
                out.extend_from_slice(if status.x > 0 { b"\n\x0C\n" } else { b"\x0C\n" });
                (status.x, status.y) = (0, 0);
            }
            Item::Column(to) => layout.column(to, status, out)?,
            _ => {
                if let Some(text) = stream::item_text(&item, layout.utf8) {
                    layout.text(&text, status, out)?;
                }
            }
        }
        if self.output.len() >= stream::GATHER {
            return self.flush(Flush::All);
        }
        Ok(Step::Done(()))
    }

    fn flush(&mut self, why: Flush) -> IoResult<()> {
        if why == Flush::All && !self.output.is_empty() {
            (self.sink)(&self.output);
            self.output.clear();
        }
        Ok(Step::Done(()))
    }

    fn control(&mut self, _op: &mut ControlOp, _shared: &mut Shared) -> IoResult<ControlDone> {
        Ok(Step::Done(ControlDone::default()))
    }

    fn close(&mut self, _params: &[Param], _shared: &mut Shared) -> IoResult<bool> {
        self.flush(Flush::All)?;
        Ok(Step::Done(true))
    }

    own_status!(exception);

    fn describe(&self, name: &[u8], out: &mut Vec<Vec<u8>>) {
        let mut line = [name, b" OPEN RMS STREAM NOWRAP "].concat();
        stream::show_exception(&self.exception, &mut line);
        out.push(line);
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}
