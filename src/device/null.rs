//! The null device: READs end at once, WRITEs vanish but move $X and $Y.

use super::stream::{self, Layout, Overflow};
use super::{
    ControlDone, ControlOp, Device, Flush, IoError, IoResult, Item, Param, ReadDone, ReadKind,
    ReadOp, ReadValue, Shared, Status, Step,
};
use crate::syntax::params::ParamId;
use crate::value::errors::{self, MError};

/// `/dev/null`, opened by name.
pub struct NullDevice {
    status: Status,
    layout: Layout,
    exception: Option<Vec<u8>>,
    scratch: Vec<u8>,
}

impl NullDevice {
    pub fn new(params: &[Param], shared: &Shared) -> Result<Self, MError> {
        let layout = Layout::new(255, 66, Overflow::Wrap, shared.utf8);
        let mut device = NullDevice {
            status: Status::default(),
            layout,
            exception: None,
            scratch: Vec::new(),
        };
        device.apply(params)?;
        Ok(device)
    }

    fn apply(&mut self, params: &[Param]) -> Result<(), MError> {
        for p in params {
            let value = stream::text_of(p);
            match p.id {
                ParamId::Exception => {
                    self.exception = Some(value.to_vec()).filter(|e| !e.is_empty())
                }
                ParamId::Width => match usize::try_from(stream::integer(value)) {
                    Ok(0) => self.layout.overflow = Overflow::Run,
                    Ok(n) => (self.layout.width, self.layout.overflow) = (n, Overflow::Wrap),
                    Err(_) => return Err(MError::new(errors::DEVPARMNEG)),
                },
                ParamId::Length => match stream::integer(value) {
                    n @ 0.. => self.layout.length = n,
                    _ => return Err(MError::new(errors::DEVPARMNEG)),
                },
                ParamId::Wrap => self.layout.overflow = Overflow::Wrap,
                ParamId::NoWrap => self.layout.overflow = Overflow::Run,
                ParamId::X => self.status.x = stream::integer(value).max(0),
                ParamId::Y => self.status.y = stream::integer(value).max(0),
                _ => {}
            }
        }
        Ok(())
    }
}

impl Device for NullDevice {
    fn use_params(&mut self, params: &[Param], _shared: &mut Shared) -> IoResult<()> {
        self.apply(params).map_err(|error| IoError {
            error,
            exception: self.exception.clone(),
        })?;
        Ok(Step::Done(()))
    }

    fn read(&mut self, op: &mut ReadOp, _shared: &mut Shared) -> IoResult<ReadDone> {
        if std::mem::replace(&mut self.status.zeof, true) || self.exception.is_some() {
            return Err(IoError {
                error: MError::new(errors::IOEOF),
                exception: self.exception.clone(),
            });
        }
        self.status.key.clear();
        self.status.zb.clear();
        self.layout.newline(&mut self.status);
        let value = match op.kind {
            ReadKind::Char => ReadValue::Code(-1),
            _ => ReadValue::Bytes(Vec::new()),
        };
        Ok(Step::Done(ReadDone {
            value,
            test: op.timeout.is_given().then_some(true),
        }))
    }

    fn write(&mut self, item: Item<'_>, _shared: &mut Shared) -> IoResult<()> {
        let (layout, status, out) = (&mut self.layout, &mut self.status, &mut self.scratch);
        match item {
            Item::Newline => layout.newline(status),
            Item::Page => (status.x, status.y) = (0, 0),
            Item::Column(to) => layout.column(to, status, out)?,
            _ => {
                if let Some(text) = stream::item_text(&item, layout.utf8) {
                    layout.text(&text, status, out)?;
                }
            }
        }
        out.clear();
        status.zeof = false;
        Ok(Step::Done(()))
    }

    fn flush(&mut self, _why: Flush) -> IoResult<()> {
        Ok(Step::Done(()))
    }

    fn control(&mut self, _op: &mut ControlOp, _shared: &mut Shared) -> IoResult<ControlDone> {
        Ok(Step::Done(ControlDone::default()))
    }

    fn close(&mut self, _params: &[Param], _shared: &mut Shared) -> IoResult<bool> {
        Ok(Step::Done(true))
    }

    own_status!(exception);

    fn describe(&self, name: &[u8], out: &mut Vec<Vec<u8>>) {
        let mut line = [name, b" OPEN "].concat();
        stream::show_exception(&self.exception, &mut line);
        out.push(line);
    }

    fn as_any(&mut self) -> &mut dyn std::any::Any {
        self
    }
}
