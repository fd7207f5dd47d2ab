//! OPEN of a sequential file and its parameters.

use super::{FileDevice, Format};
use crate::device::stream;
use crate::device::sys::Descriptor;
use crate::device::{OpenOp, Param, Shared};
use crate::syntax::params::ParamId;
use crate::value::errors::{self, MError};
use std::io::SeekFrom;
use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
use std::path::PathBuf;

/// Parameters that OPEN reads before the file is there.
#[derive(Default)]
struct Creation {
    new: bool,
    append: bool,
    mode: Option<u32>,
}

impl FileDevice {
    /// Opens a file. Errors: ENO numbers of the system, GTMEISDIR, RMWIDTHPOS, RMWIDTHTOOBIG, DEVPARPROT, BADCHSET.
    pub fn open(op: &OpenOp, path: PathBuf, shared: &mut Shared) -> Result<FileDevice, MError> {
        let (mut creation, mut read_only, mut write_only) = (Creation::default(), false, false);
        for p in &op.params {
            match p.id {
                ParamId::NewVersion => creation.new = true,
                ParamId::Append => creation.append = true,
                ParamId::ReadOnly => read_only = true,
                ParamId::NoReadOnly => read_only = false,
                ParamId::WriteOnly => write_only = true,
                _ => {}
            }
        }
        creation.mode = protection(&op.params)?;
        if path.is_dir() {
            let name = op.name.clone();
            return Err(MError::arg(errors::GTMEISDIR, name));
        }
        let mut options = std::fs::OpenOptions::new();
        options
            .read(!write_only)
            .write(!read_only)
            .create(!read_only)
            .custom_flags(libc::O_NOCTTY);
        options.truncate(creation.new && !read_only);
        if let Some(mode) = creation.mode {
            options.mode(mode | 0o200);
        }
        let opened = options.open(&path);
        // A file that may only be read is opened so, and WRITE says what is wrong.
        let file = match opened {
            Err(e) if e.raw_os_error() == Some(libc::EACCES) && !read_only && !creation.new => {
                read_only = true;
                std::fs::File::open(&path).map_err(|e| MError::io(&e))?
            }
            other => other.map_err(|e| MError::io(&e))?,
        };
        if let Some(mode) = creation.mode {
            file.set_permissions(std::fs::Permissions::from_mode(mode))
                .map_err(|e| MError::io(&e))?;
        }
        let mut device = Self::new(Descriptor::Own(file.into()), path, shared);
        (device.read_only, device.write_only) = (read_only, write_only);
        device.open_params(&op.params, shared)?;
        device.apply(&op.params, shared)?;
        if creation.append {
            device.position(SeekFrom::End(0))?;
        }
        Ok(device)
    }

    /// Parameters that only OPEN has.
    fn open_params(&mut self, params: &[Param], shared: &Shared) -> Result<(), MError> {
        let mut wrap = true;
        for p in params {
            match p.id {
                ParamId::Fixed => self.format = Format::Fixed,
                ParamId::Stream => self.format = Format::Stream,
                ParamId::Variable | ParamId::NoFixed | ParamId::NoStream => {
                    self.format = Format::Variable
                }
                ParamId::RecordSize => {
                    self.record = width(stream::text_of(p))?;
                    self.layout.width = self.record;
                }
                // In M mode blanks fill records, whatever is asked for.
                ParamId::Pad if shared.utf8 => self.pad = stream::integer(stream::text_of(p)) as u8,
                ParamId::Wrap => wrap = true,
                ParamId::NoWrap => wrap = false,
                _ => {}
            }
        }
        self.layout.set_wrap(wrap, self.unwrapped());
        Ok(())
    }
}

/// RECORDSIZE and WIDTH of a file.
pub(super) fn width(value: &[u8]) -> Result<usize, MError> {
    match usize::try_from(stream::integer(value)) {
        Ok(n) if n > stream::STRING_MAX => Err(MError::new(errors::RMWIDTHTOOBIG)),
        Ok(n @ 1..) => Ok(n),
        _ => Err(MError::new(errors::RMWIDTHPOS)),
    }
}

/// The mode that SYSTEM, OWNER, GROUP and WORLD give, if any of them is there.
pub fn protection(params: &[Param]) -> Result<Option<u32>, MError> {
    let mut mode = None;
    for p in params {
        let shift = match p.id {
            ParamId::Owner | ParamId::System => 6,
            ParamId::Group => 3,
            ParamId::World => 0,
            _ => continue,
        };
        let bits = stream::permissions(stream::text_of(p))? << shift;
        mode = Some((mode.unwrap_or(0) & !(7 << shift)) | bits);
    }
    Ok(mode)
}
