//! OPEN of a FIFO.

use super::{PipeDevice, Role};
use crate::device::file::protection;
use crate::device::stream::Input;
use crate::device::sys::{self, Descriptor};
use crate::device::{IoResult, OpenOp, Shared, Step, Wait};
use crate::syntax::params::ParamId;
use crate::value::errors::MError;
use std::io::ErrorKind;
use std::os::fd::AsRawFd;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// How often OPEN looks whether the other end is there.
const PAUSE: Duration = Duration::from_millis(20);
const CHUNK: usize = 64 * 1024;

impl PipeDevice {
    /// OPEN of a FIFO, made if it is missing. With READONLY (WRITEONLY) it waits for a writer (reader), as GT.M
    /// does; without either it is open both ways.
    pub fn open_fifo(
        op: &mut OpenOp,
        path: PathBuf,
        shared: &Shared,
    ) -> IoResult<Option<PipeDevice>> {
        let has = |id| op.params.iter().any(|p| p.id == id);
        let (read_only, write_only) = (has(ParamId::ReadOnly), has(ParamId::WriteOnly));
        let mut buffer = Input::default();
        let opened = match op
            .state
            .take()
            .and_then(|s| s.downcast::<std::fs::File>().ok())
        {
            Some(file) => Ok(*file),
            None => {
                match sys::make_fifo(&path) {
                    Err(e) if e.kind() != ErrorKind::AlreadyExists => {
                        return Err(MError::io(&e).into());
                    }
                    _ => {}
                }
                if let Some(mode) = protection(&op.params)? {
                    let mode = std::os::unix::fs::PermissionsExt::from_mode(mode);
                    std::fs::set_permissions(&path, mode).map_err(|e| MError::io(&e))?;
                }
                let mut options = std::fs::OpenOptions::new();
                options
                    .read(!write_only)
                    .write(!read_only)
                    .custom_flags(libc::O_NONBLOCK);
                options.open(&path)
            }
        };
        let waiting = match opened {
            Err(e) if e.raw_os_error() == Some(libc::ENXIO) => None,
            Err(e) => return Err(MError::io(&e).into()),
            Ok(file) if read_only => match buffer.fill(file.as_raw_fd(), CHUNK) {
                Ok(0) => Some(file),
                _ => return self::ready(file, buffer, op, path, shared),
            },
            Ok(file) => return self::ready(file, buffer, op, path, shared),
        };
        if op.timeout.expired() {
            return Ok(Step::Done(None));
        }
        op.state = waiting.map(|file| Box::new(file) as Box<dyn std::any::Any>);
        let wait = Wait {
            fds: Vec::new(),
            until: Instant::now().checked_add(PAUSE),
        };
        Ok(Step::Wait(wait.or_at(op.timeout.moment())))
    }
}

/// Makes the device of a FIFO that is open at both ends.
fn ready(
    file: std::fs::File,
    buffer: Input,
    op: &OpenOp,
    path: PathBuf,
    shared: &Shared,
) -> IoResult<Option<PipeDevice>> {
    let has = |id| op.params.iter().any(|p| p.id == id);
    let second = file.try_clone().map_err(|e| MError::io(&e))?;
    let input = (!has(ParamId::WriteOnly)).then(|| Descriptor::Own(file.into()));
    let output = (!has(ParamId::ReadOnly)).then(|| Descriptor::Own(second.into()));
    let mut device = PipeDevice::new(input, output, Role::Fifo { path }, shared);
    device.buffer = buffer;
    device.apply(&op.params)?;
    Ok(Step::Done(Some(device)))
}
