//! ZSHOW and $ZJOBEXAM: the session shown to people and to M code.

use super::frame::{Kind, Trap};
use super::machine::{Cold, Flow, Machine};
use super::triggers::Action;
use super::zwrite::Sink;
use crate::syntax::words::{SVNS, Svn};
use crate::value::Value;
use crate::value::errors::{self, MError};
use crate::value::fnv;

/// Codes of ZSHOW in the order of `*`.
const ALL: &[u8] = b"IVBDLGR";

impl Machine {
    /// ZSHOW `what`, into a variable or to the current device.
    pub(super) fn zshow(&mut self, what: Value, into: Option<usize>) -> Cold {
        let codes = if what.is_defined() {
            what.to_vec()
        } else {
            b"S".to_vec()
        };
        let codes: Vec<u8> = if codes.contains(&b'*') {
            ALL.to_vec()
        } else {
            codes.to_ascii_uppercase()
        };
        if let Some(bad) = codes.iter().find(|c| !b"ABCDGILRSTV".contains(c)) {
            return Err(MError::arg(errors::ZSHOWBADFUNC, [*bad]));
        }
        let mut done = Vec::new();
        for code in codes {
            if done.contains(&code) {
                continue;
            }
            done.push(code);
            if let Some(slot) = into {
                if code == b'T' {
                    for (code, line) in self.totals() {
                        self.store_lines(slot, code, vec![line])?;
                    }
                    continue;
                }
                // What the node for this code held is gone before the session is looked at.
                self.with_subs(slot, &[Value::from_bytes(&[code])], |this| {
                    this.without_triggers(slot, &Action::Kill)
                })?;
            }
            let mut sink = Sink::Lines(Vec::new());
            self.zshow_code(code, &mut sink)?;
            let Sink::Lines(lines) = sink else { continue };
            match into {
                None => self.sink_lines(lines, &mut Sink::Device)?,
                Some(slot) => self.store_lines(slot, code, lines)?,
            }
        }
        Ok(Flow::Next)
    }

    /// Does something with a reference that has more subscripts.
    fn with_subs<T>(
        &mut self,
        slot: usize,
        subs: &[Value],
        act: impl FnOnce(&mut Machine) -> Result<T, MError>,
    ) -> Result<T, MError> {
        let depth = self.refs[slot].subs.len();
        self.refs[slot].subs.extend_from_slice(subs);
        let result = act(self);
        self.refs[slot].subs.truncate(depth);
        result
    }

    /// Lines become nodes `into(code,n)`; the totals of locks and statistics have the number 0.
    fn store_lines(&mut self, slot: usize, code: u8, lines: Vec<Vec<u8>>) -> Result<(), MError> {
        let first = if matches!(code, b'L' | b'G') { 0 } else { 1 };
        for (n, line) in (first..).zip(lines) {
            let subs = [Value::from_bytes(&[code]), Value::int(n)];
            self.with_subs(slot, &subs, |this| {
                this.without_triggers(slot, &Action::Set(Value::from_bytes(&line)))
            })?;
        }
        Ok(())
    }

    fn zshow_code(&mut self, code: u8, sink: &mut Sink) -> Result<(), MError> {
        match code {
            b'S' => {
                let lines = self.stack_lines(false);
                self.sink_lines(lines, sink)
            }
            b'R' => {
                let lines = self.stack_lines(true);
                self.sink_lines(lines, sink)
            }
            b'V' => self.zwrite_locals_to(sink),
            b'I' => {
                for (number, word) in SVNS.iter().enumerate() {
                    match word.id {
                        // Not in GT.M's list.
                        Svn::Zyrelease | Svn::Zicuver | Svn::Ztimeout => continue,
                        // Its place in GT.M's list is not that of the alphabet.
                        Svn::Ztdata => self.zwrite_svn(Svn::Ztimeout as u8, sink)?,
                        _ => {}
                    }
                    self.zwrite_svn(number as u8, sink)?;
                }
                Ok(())
            }
            b'D' => {
                let lines = self.devices.zshow_d();
                self.sink_lines(lines, sink)
            }
            b'L' => {
                let lines = self.store.lock_table();
                self.sink_lines(lines, sink)
            }
            b'G' => {
                let lines = self.statistics();
                self.sink_lines(lines, sink)
            }
            b'T' => {
                let lines = self.totals().map(|(_, line)| line);
                self.sink_lines(lines.into(), sink)
            }
            b'B' => {
                let lines = self.debug.describe();
                self.sink_lines(lines, sink)
            }
            _ => Ok(()),
        }
    }

    fn statistics(&mut self) -> Vec<Vec<u8>> {
        let directory = self.special.zgbldir.to_vec();
        self.store.statistics(&directory)
    }

    /// The lines of ZSHOW "T", which are the first of other codes.
    fn totals(&mut self) -> [(u8, Vec<u8>); 2] {
        let first = |lines: Vec<Vec<u8>>| lines.into_iter().next().unwrap_or_default();
        [
            (b'G', first(self.statistics())),
            (b'L', first(self.store.lock_table())),
        ]
    }

    /// One line for each frame, innermost first, as `ZSHOW "S"`; with `hash`, routines carry a fingerprint of their source.
    fn stack_lines(&self, hash: bool) -> Vec<Vec<u8>> {
        let mut out = Vec::new();
        // What lies inside a level is told in its line.
        let (mut in_trap, mut direct, mut indirect) = (false, false, false);
        for frame in self.frames[self.floor()..].iter().rev() {
            if !frame.kind.is_level() {
                in_trap |= frame.trap.is_handler();
                direct |= frame.kind == Kind::Direct;
                indirect |= frame.trap.is_handler() && frame.dst != 0;
                continue;
            }
            let name = &frame.unit.code.name;
            let mut line = match frame.kind {
                Kind::Xecute => b"        Indirection".to_vec(),
                _ if name.is_empty() => b"+1^GTM$DMOD".to_vec(),
                _ => frame.unit.code.place_at(frame.at()),
            };
            if hash && !name.is_empty() {
                line.push(b':');
                line.extend_from_slice(fingerprint(&frame.unit.code.source.text).as_bytes());
            }
            if frame.kind == Kind::Interrupt {
                line.extend_from_slice(b"    ($ZINTERRUPT) ");
            }
            direct |= frame.kind == Kind::Prompt;
            in_trap |= frame.kind == Kind::Prompt && frame.trap != Trap::None;
            if in_trap && indirect {
                out.push(std::mem::take(&mut line));
            }
            if in_trap {
                line.extend_from_slice(b"    ($ZTRAP)");
            }
            if in_trap && direct {
                out.push(std::mem::take(&mut line));
            }
            if direct {
                line.extend_from_slice(b"    (Direct mode) ");
            }
            (in_trap, direct, indirect) = (false, false, false);
            out.push(line);
        }
        out
    }

    /// $ZJOBEXAM: writes a dump of the session to a file and gives its name.
    pub(super) fn job_exam(&mut self, args: &[Value]) -> Result<Value, MError> {
        let name = args
            .first()
            .filter(|a| a.is_defined() && !a.is_empty())
            .map(Value::to_vec)
            .unwrap_or_else(|| format!("GTM_JOBEXAM.ZSHOW_DMP_{}_1", self.host.job()).into_bytes());
        let codes = args
            .get(1)
            .filter(|a| a.is_defined())
            .map_or(b"*".to_vec(), Value::to_vec);
        let codes = if codes.contains(&b'*') {
            ALL.to_vec()
        } else {
            codes.to_ascii_uppercase()
        };
        let mut sink = Sink::Lines(Vec::new());
        for code in codes {
            self.zshow_code(code, &mut sink)?;
        }
        let Sink::Lines(lines) = sink else {
            return Ok(Value::EMPTY);
        };
        use std::os::unix::ffi::OsStrExt;
        let path = self
            .special
            .directory
            .join(std::ffi::OsStr::from_bytes(&name));
        let mut text = lines.join(&b'\n');
        text.push(b'\n');
        if let Err(e) = std::fs::write(&path, text) {
            return Err(MError::arg(errors::DEVOPENFAIL, &name).text(e.to_string()));
        }
        Ok(Value::from_bytes(path.as_os_str().as_bytes()))
    }
}

/// 128 bits of a source text in hexadecimal digits (FNV-1a, twice with different starts).
fn fingerprint(text: &[u8]) -> String {
    format!(
        "{:016x}{:016x}",
        fnv::sum(text),
        fnv::more(0x6c62_272e_07bb_0142, text)
    )
}
