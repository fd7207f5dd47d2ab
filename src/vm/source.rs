//! Source text at run time: $TEXT, ZPRINT, ZLINK, ZCOMPILE.

use super::calls::{find_label, split_entry};
use super::frame::Unit;
use super::host::Link;
use super::machine::{Cold, Flow, Machine};
use crate::device::Item;
use crate::value::Value;
use crate::value::errors::{self, MError};
use std::os::unix::ffi::OsStrExt;
use std::rc::Rc;

impl Machine {
    /// $TEXT of an entry in three temporaries.
    pub(super) fn text_of_entry(&mut self, at: usize, unit: &Rc<Unit>) -> Result<Value, MError> {
        let label = self.temps[at].to_vec();
        let offset = match &self.temps[at + 1] {
            Value::Undef => None,
            v => Some(v.to_i64()?),
        };
        let routine = self.temps[at + 2]
            .is_defined()
            .then(|| self.temps[at + 2].to_vec());
        if offset.is_none() && routine.is_none() && label.iter().any(|b| matches!(b, b'^' | b'+')) {
            let (label, offset, routine) =
                split_entry(&label).ok_or_else(|| MError::new(errors::INDEXTRACHARS))?;
            return self.text_line(&label, offset, routine.as_deref(), unit);
        }
        self.text_line(&label, offset, routine.as_deref(), unit)
    }

    /// The text of a line; empty where there is none.
    pub(super) fn text_line(
        &mut self,
        label: &[u8],
        offset: Option<i64>,
        routine: Option<&[u8]>,
        unit: &Rc<Unit>,
    ) -> Result<Value, MError> {
        let home = match routine {
            None => self.home_unit(unit),
            Some(name) => match self.routine(name) {
                Ok(slot) => self.routines[slot as usize].clone(),
                Err(_) => return Ok(Value::EMPTY),
            },
        };
        let code = &home.code;
        if label.is_empty() && offset == Some(0) {
            let name = if code.name.is_empty() {
                &b"GTM$DMOD"[..]
            } else {
                &code.name
            };
            return Ok(Value::from_bytes(name));
        }
        let first = if label.is_empty() {
            i64::from(offset.is_none())
        } else {
            match find_label(code, label) {
                Ok(at) => code
                    .labels
                    .get(at as usize)
                    .map_or(1, |l| i64::from(l.line)),
                Err(_) => return Ok(Value::EMPTY),
            }
        };
        let line = first + offset.unwrap_or(0);
        let text = usize::try_from(line).ok().and_then(|n| code.source.line(n));
        Ok(match text {
            None => Value::EMPTY,
            Some(b"") => Value::from_bytes(b" "),
            Some(text) => Value::from_bytes(&shown(text)),
        })
    }

    /// ZPRINT.
    pub(super) fn zprint(
        &mut self,
        from: usize,
        to: Option<usize>,
        all: bool,
        unit: &Rc<Unit>,
    ) -> Cold {
        // `+0` is the routine as a whole.
        let whole = to.is_none()
            && self.temps[from].is_empty()
            && matches!(self.temps[from + 1], Value::Int(0));
        let all = all || whole;
        let (home, first) = self.printed_line(from, unit)?;
        let code = home.code.clone();
        let last_line = code.source.len();
        let (first, last) = match (all, to) {
            (true, _) => (1, last_line),
            (false, None) => (first, first),
            (false, Some(to)) => {
                // The routine of the second entry is that of the first.
                let label = self.temps[to].to_vec();
                let offset = match &self.temps[to + 1] {
                    Value::Undef => 0,
                    v => v.to_i64()?,
                };
                let start = if label.is_empty() {
                    0
                } else {
                    i64::from(self.zprint_label(&home, &label)?)
                };
                (first, (start + offset).max(0) as usize)
            }
        };
        for n in first..=last.min(last_line) {
            if let Some(text) = code.source.line(n) {
                for item in [Item::Text(text), Item::Newline] {
                    if let Err(e) = self.devices.write(item) {
                        return Err(self.io_error(e));
                    }
                }
            }
        }
        self.flush_output();
        Ok(Flow::Next)
    }

    fn printed_line(&mut self, at: usize, unit: &Rc<Unit>) -> Result<(Rc<Unit>, usize), MError> {
        let label = self.temps[at].to_vec();
        let offset = match &self.temps[at + 1] {
            Value::Undef => None,
            v => Some(v.to_i64()?),
        };
        let home = if self.temps[at + 2].is_defined() {
            let name = self.temps[at + 2].to_vec();
            let slot = self.routine(&name)?;
            self.routines[slot as usize].clone()
        } else {
            self.home_unit(unit)
        };
        let start = if label.is_empty() {
            i64::from(offset.is_none())
        } else {
            i64::from(self.zprint_label(&home, &label)?)
        };
        let line = start + offset.unwrap_or(0);
        Ok((home, line.max(1) as usize))
    }

    fn zprint_label(&self, home: &Rc<Unit>, label: &[u8]) -> Result<u32, MError> {
        let at = find_label(&home.code, label).map_err(|_| MError::new(errors::ZPRTLABNOTFND))?;
        Ok(home.code.labels.get(at as usize).map_or(1, |l| l.line))
    }

    /// ZLINK: compiles a file anew, or links a routine from the search path again; without a file that of $ZSOURCE.
    pub(super) fn zlink(&mut self, file: Option<Vec<u8>>) -> Result<(), MError> {
        let file = file.unwrap_or_else(|| self.special.zsource.clone());
        let fails = |name: &[u8]| MError::arg(errors::ZLINKFILE, name);
        if file.is_empty() {
            return Err(fails(b"").text("Filename/path is missing"));
        }
        let at = memchr::memrchr(b'/', &file).map_or(0, |at| at + 1);
        let (stem, suffix) = match memchr::memrchr(b'.', &file[at..]) {
            Some(dot) => (&file[..at + dot], Some(&file[at + dot + 1..])),
            None => (&file[..], None),
        };
        let mut routine = stem[at..].to_vec();
        if routine.first() == Some(&b'_') {
            routine[0] = b'%';
        }
        if !super::calls::is_name(&routine) {
            return Err(
                MError::arg(errors::NOTMNAME, &stem[at..]).also(errors::ZLNOOBJECT, Vec::new())
            );
        }
        let active = self.frames.iter().any(|f| *f.unit.code.name == *routine);
        let recursive = self
            .environment()
            .get("gtm_link")
            .is_some_and(|v| v.eq_ignore_ascii_case(b"recursive"));
        if active && !recursive {
            return Err(MError::arg(errors::LOADRUNNING, routine));
        }
        self.special.zsource = stem.to_vec();
        let search = self.special.zroutines.clone();
        let how = match suffix {
            None => Link::Changed,
            Some(b"m") => Link::Source,
            Some(b"o" | b"mo") => Link::Object,
            Some(suffix) => {
                return Err(
                    fails(stem).also(errors::FILENOTFND, vec![[stem, b".", suffix].concat()])
                );
            }
        };
        let mut found = self.host.link_file(stem, how, &search)?;
        if found.is_none() && how == Link::Object && self.routine_index.contains_key(&routine[..]) {
            // Code that is kept nowhere: that of a routine linked before stands for its source.
            found = self.host.link_file(stem, Link::Changed, &search)?;
        }
        let missing = |suffix: &[u8]| vec![[stem, b".", suffix].concat()];
        match (found, how) {
            (Some((code, fresh)), _) => {
                if fresh {
                    self.special.zcstatus = code.status();
                }
                self.link(code);
                Ok(())
            }
            (None, Link::Source) => Err(fails(stem).also(errors::FILENOTFND, missing(b"m"))),
            (None, Link::Object) => Err(fails(stem).also(errors::FILENOTFND, missing(b"o"))),
            (None, Link::Changed) => Err(fails(stem)
                .also(errors::FILENOTFND, missing(b"m"))
                .also(errors::FILENOTFND, missing(b"o"))),
        }
    }

    /// ZRUPDATE: the files are looked at when their routines are linked, so that only the argument is checked.
    pub(super) fn zrupdate(&self, file: &[u8]) -> Result<(), MError> {
        let fails = MError::arg(errors::FILEPARSE, file);
        let at = memchr::memrchr(b'/', file).map_or(0, |at| at + 1);
        let (directory, name) = file.split_at(at);
        let (stem, suffix) = match memchr::memrchr(b'.', name) {
            Some(dot) => (&name[..dot], Some(&name[dot + 1..])),
            None => (name, None),
        };
        let wild = |b: &u8| matches!(b, b'*' | b'?');
        let stem: Vec<u8> = stem.iter().filter(|b| !wild(b)).copied().collect();
        let has_wild = name.iter().any(wild);
        let letters = match stem.strip_prefix(b"_") {
            Some(rest) => [b"%", rest].concat(),
            None => stem,
        };
        let is_name = super::calls::is_name(&letters)
            || has_wild && letters.iter().all(u8::is_ascii_alphanumeric);
        if !is_name {
            return Err(fails.text("Filename is not a valid routine name"));
        }
        match suffix {
            Some(b"o" | b"mo") => {}
            _ if has_wild => {}
            _ => return Err(fails.text("Unsupported filetype specified")),
        }
        let directory = self
            .special
            .directory
            .join(std::ffi::OsStr::from_bytes(directory));
        match std::fs::metadata(directory) {
            Ok(_) => Ok(()),
            Err(e) => Err(fails.also_system(e.raw_os_error().unwrap_or(libc::ENOENT))),
        }
    }

    /// ZCOMPILE: writes object files and reports what is wrong with sources; $ZCOMPILE has options that always hold.
    pub(super) fn zcompile(&mut self, text: &[u8]) -> Result<(), MError> {
        if let Some(status) = self.host.compile_files(text, &self.special.zcompile)? {
            self.special.zcstatus = status;
        }
        Ok(())
    }
}

/// A source line as GT.M shows it: the blank or tab that starts the line body becomes one blank.
pub(super) fn shown(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_vec();
    if let Some(tab) = out.iter().position(|b| matches!(b, b'\t' | b' '))
        && out[tab] == b'\t'
    {
        out[tab] = b' ';
    }
    out
}
