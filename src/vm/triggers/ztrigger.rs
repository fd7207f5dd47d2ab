//! $ZTRIGGER: definitions from a text or a file, and their display.

use super::catalog::Catalog;
use super::entries::{self, Outcome};
use crate::compile;
use crate::device::Item;
use crate::syntax::trigger::{self, Definition};
use crate::value::Value;
use crate::value::chars::Chset;
use crate::value::errors::{self, MError};
use crate::vm::host::Capability;
use crate::vm::machine::Machine;
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

/// The line between the entries of a file and their counts.
const RULE: &str = "=========================================";
/// So often definitions are tried while others change them, too.
const TRIES: usize = 100;

/// What is to be done.
enum Request {
    Item(Vec<u8>),
    /// A file's name and what is in it.
    File(Vec<u8>, Vec<u8>),
    Select(Vec<u8>),
}

/// What is said, and whether all went well.
#[derive(Default)]
struct Report {
    text: Vec<u8>,
    failed: bool,
}

impl Report {
    fn line(&mut self, line: &[u8]) {
        self.text.extend_from_slice(line);
        self.text.push(b'\n');
    }
}

impl Machine {
    /// `$ZTRIGGER(action[,text])`.
    pub(in crate::vm) fn ztrigger(&mut self, args: &[Value]) -> Result<Value, MError> {
        if let Some(name) = self.trigger_name() {
            return Err(MError::arg(errors::DZTRIGINTRIG, name));
        }
        let text = |at: usize| {
            args.get(at)
                .filter(|a| a.is_defined())
                .map(Value::to_vec)
                .unwrap_or_default()
        };
        let given = text(1);
        let request = match &text(0).to_ascii_uppercase()[..] {
            b"ITEM" | b"I" if given.first() == Some(&0) => {
                return Err(MError::arg(errors::ZTRIGINVACT, "2"));
            }
            b"ITEM" | b"I" | b"FILE" | b"F" if given.is_empty() => return Ok(Value::ONE),
            b"ITEM" | b"I" => Request::Item(item_text(given)),
            b"FILE" | b"F" => match self.trigger_file(&given)? {
                Ok(content) => Request::File(given, content),
                Err(reason) => {
                    let mut line = [b"Invalid file name: ", &given[..], b": "].concat();
                    line.extend_from_slice(reason.as_bytes());
                    line.push(b'\n');
                    // It is told at once, also in a transaction.
                    self.write_report(&line)?;
                    return Ok(Value::ZERO);
                }
            },
            b"SELECT" | b"S" => Request::Select(given),
            _ => return Err(MError::arg(errors::ZTRIGINVACT, "1")),
        };
        let report = self.do_triggers(&request)?;
        match self.store.tlevel() {
            0 => self.write_report(&report.text)?,
            // Whether it is so will be known at the end of the transaction.
            level => self.triggers.told.push((level, report.text)),
        }
        Ok(Value::bool(!report.failed))
    }

    fn trigger_file(&mut self, name: &[u8]) -> Result<Result<Vec<u8>, String>, MError> {
        self.require(Capability::Files, "$ZTRIGGER")?;
        let path = self
            .special
            .directory
            .join(Path::new(OsStr::from_bytes(name)));
        if path.is_dir() {
            return Ok(Err("Not a proper input file".into()));
        }
        Ok(std::fs::read(path)
            .map_err(|e| errors::system_text(e.raw_os_error().unwrap_or(libc::EIO)).to_string()))
    }

    /// Does what is asked, in a transaction of its own if there is none.
    fn do_triggers(&mut self, request: &Request) -> Result<Report, MError> {
        if self.store.tlevel() > 0 {
            return self.try_triggers(request);
        }
        let mut tries = 0;
        loop {
            self.store.tstart(false);
            let done = self
                .try_triggers(request)
                .and_then(|report| Ok(self.store.tcommit()?.then_some(report)));
            if let Ok(Some(report)) = done {
                return Ok(report);
            }
            self.store.trollback(0);
            tries += 1;
            match done {
                Err(e) if e.code() != errors::TPRETRY || tries > TRIES => return Err(e),
                Ok(_) if tries > TRIES => return Err(errors::TPRETRY.into()),
                _ => {}
            }
        }
    }

    fn try_triggers(&mut self, request: &Request) -> Result<Report, MError> {
        let chset = self.chset(false);
        let environment = self.special.environment(b"").to_vec();
        let options = self.special.options;
        let host = &mut self.host;
        let mut check = |d: &Definition| {
            let code = compile_code(d, b"trgtmp", options);
            let said = compile::messages::all(&code);
            if !said.is_empty() {
                host.complain(&said);
            }
            code.diagnostics.iter().all(|d| d.is_warning())
        };
        let mut catalog = Catalog::new(&mut *self.store, &environment, chset);
        let report = match request {
            Request::Item(text) => item(&mut catalog, text, chset, &mut check)?,
            Request::File(name, content) => file(&mut catalog, name, content, chset, &mut check)?,
            Request::Select(list) => return select(&mut catalog, list, chset),
        };
        if !report.failed {
            catalog.write()?;
        }
        Ok(report)
    }

    /// Writes on the current device.
    pub(in crate::vm) fn write_report(&mut self, text: &[u8]) -> Result<(), MError> {
        if text.is_empty() {
            return Ok(());
        }
        self.store.publish()?;
        for line in text.split_inclusive(|b| *b == b'\n') {
            let (line, ended) = match line.strip_suffix(b"\n") {
                Some(line) => (line, true),
                None => (line, false),
            };
            self.devices
                .write(Item::Text(line))
                .map_err(|e| self.io_error(e))?;
            if ended {
                self.devices
                    .write(Item::Newline)
                    .map_err(|e| self.io_error(e))?;
            }
        }
        self.flush_output();
        Ok(())
    }

    /// What a transaction's $ZTRIGGERs have to say: it has been committed.
    pub(in crate::vm) fn tell_triggers(&mut self) -> Result<(), MError> {
        for (_, text) in std::mem::take(&mut self.triggers.told) {
            self.write_report(&text)?;
        }
        Ok(())
    }
}

/// Compiles the code of a definition.
pub(super) fn compile_code(
    d: &Definition,
    path: &[u8],
    options: compile::Options,
) -> compile::Code {
    let line;
    let source = match d.xecute.ends_with(b"\n") {
        true => &d.xecute[..],
        false => {
            line = [b" ", &d.xecute[..], b"\n"].concat();
            &line[..]
        }
    };
    let path = String::from_utf8_lossy(path).into_owned();
    compile::routine(path.as_bytes(), source, &path, options)
}

fn say(report: &mut Report, outcome: &Outcome, prefix: &[u8]) {
    for line in &outcome.lines {
        report.line(&[prefix, line].concat());
    }
    report.failed |= outcome.failed;
}

/// One entry; the code of several lines is in the same text.
fn item(
    catalog: &mut Catalog<'_>,
    text: &[u8],
    chset: Chset,
    check: entries::CheckCode<'_>,
) -> Result<Report, MError> {
    let mut report = Report::default();
    let (line, lines) = match memchr::memchr(b'\n', text) {
        None => (text, None),
        Some(at) => (&text[..at], Some(&text[at + 1..])),
    };
    let has_lines = trigger::has_lines(line);
    let fault = match lines {
        _ if has_lines && !lines.is_some_and(|l| l.ends_with(b"\n")) => {
            Some("Error : Multi-line xecute in $ztrigger ITEM must end in newline")
        }
        Some(lines) if !has_lines && !lines.is_empty() => {
            Some("Error : Newline allowed only inside multi-line xecute in $ztrigger ITEM")
        }
        _ => None,
    };
    if let Some(fault) = fault {
        report.line(fault.as_bytes());
        report.failed = true;
        return Ok(report);
    }
    let lines = lines.filter(|_| has_lines);
    if let Some(outcome) = entries::run(catalog, line, lines, false, chset, check)? {
        say(&mut report, &outcome, b"");
    }
    Ok(report)
}

/// All entries of a file, or none of them.
fn file(
    catalog: &mut Catalog<'_>,
    name: &[u8],
    content: &[u8],
    chset: Chset,
    check: entries::CheckCode<'_>,
) -> Result<Report, MError> {
    const UNENDED: &[u8] = b"Error : Multi-line trigger -XECUTE is not properly terminated";
    let mut report = Report::default();
    let (mut wrong, mut right, mut changed) = (0, 0, 0);
    let mut total = Outcome::default();
    let mut lines = content
        .strip_suffix(b"\n")
        .unwrap_or(content)
        .split(|b| *b == b'\n')
        .enumerate();
    while let Some((number, line)) = lines.next() {
        let mut prefix = [b"File ", name].concat();
        prefix.extend_from_slice(format!(", Line {}: ", number + 1).as_bytes());
        let mut code = None;
        if trigger::has_lines(line) && matches!(line.first(), Some(b'+' | b'-')) {
            let (mut text, mut ended) = (Vec::new(), false);
            for (_, line) in lines.by_ref() {
                if line == b">>" {
                    ended = true;
                    break;
                }
                text.extend_from_slice(line);
                text.push(b'\n');
            }
            if !ended {
                report.line(&[&prefix, UNENDED].concat());
                wrong += 1;
                continue;
            }
            code = Some(text);
        }
        let mut compiled = true;
        let mut look = |d: &Definition| {
            compiled = check(d);
            compiled
        };
        let entry = entries::run(catalog, line, code.as_deref(), wrong > 0, chset, &mut look)?;
        let Some(outcome) = entry else { continue };
        // What is wrong with code is told without the place.
        say(&mut report, &outcome, if compiled { &prefix } else { b"" });
        if !compiled && code.is_some() {
            report.line(UNENDED);
        }
        match outcome.failed {
            true => wrong += 1,
            false => right += usize::from(!outcome.uncounted),
        }
        changed += usize::from(outcome.is_change());
        total.added += outcome.added;
        total.deleted += outcome.deleted;
        total.modified += outcome.modified;
    }
    report.failed = wrong > 0;
    if wrong + right == 0 {
        return Ok(report);
    }
    report.line(RULE.as_bytes());
    let counts = match wrong {
        0 => vec![
            format!("{} triggers added", total.added),
            format!("{} triggers deleted", total.deleted),
            format!("{} triggers modified", total.modified),
            format!("{changed} trigger file entries did update database trigger content"),
            format!(
                "{} trigger file entries did not update database trigger content",
                right - changed
            ),
        ],
        _ => vec![
            format!("{wrong} trigger file entries have errors"),
            format!("{right} trigger file entries have no errors"),
        ],
    };
    for count in counts {
        report.line(count.as_bytes());
    }
    report.line(RULE.as_bytes());
    Ok(report)
}

/// The triggers of a list of names and globals; of all where it is empty or `*`.
fn select(catalog: &mut Catalog<'_>, list: &[u8], chset: Chset) -> Result<Report, MError> {
    let mut report = Report::default();
    let list = if list.is_empty() { b"*" } else { list };
    for wanted in list.split(|b| *b == b',').filter(|w| !w.is_empty()) {
        let (begin, open) = match wanted.strip_suffix(b"*") {
            Some(begin) => (begin, true),
            None => (wanted, false),
        };
        if wanted == b"*" || begin.first() == Some(&b'^') {
            let begin = begin.get(1..).unwrap_or_default();
            if wanted != b"*" && !trigger::is_name(begin) {
                report.line(&fault("global variable name", wanted, chset));
                report.failed = true;
                continue;
            }
            let mut globals = match open {
                true => catalog.all_globals()?,
                false => vec![begin.to_vec()],
            };
            globals.retain(|name| name.starts_with(begin));
            for global in globals {
                let of = catalog.global(&global)?;
                for stored in &of.list {
                    report
                        .text
                        .extend_from_slice(&stored.text(&global, of.cycle, chset));
                }
            }
            if wanted == b"*" {
                break;
            }
            continue;
        }
        if !trigger::is_trigger_name(begin) {
            report.line(&fault("name entry", wanted, chset));
            report.failed = true;
            continue;
        }
        let names = match open {
            true => catalog.names_with(begin)?,
            false if begin.contains(&b'#') => {
                vec![begin.strip_suffix(b"#").unwrap_or(begin).to_vec()]
            }
            false => vec![begin.to_vec()],
        };
        for name in names {
            let Some(global) = catalog.owner(&name)? else {
                continue;
            };
            let of = catalog.global(&global)?;
            if let Some(stored) = of.list.iter().find(|t| t.name == name) {
                let text = stored.text(&global, of.cycle, chset);
                report.text.extend_from_slice(&text);
            }
        }
    }
    Ok(report)
}

fn fault(what: &str, wanted: &[u8], chset: Chset) -> Vec<u8> {
    let head = format!("Invalid {what} in SELECT list: ");
    [head.as_bytes(), &trigger::shown(wanted, chset)[..]].concat()
}

/// What counts of an item: it ends with a NUL, unless that is in the subscripts.
fn item_text(mut text: Vec<u8>) -> Vec<u8> {
    let subscripts = match memchr::memchr2(b'(', b' ', &text) {
        Some(open) if text[open] == b'(' => memchr::memchr(b')', &text[open..]).map(|at| open + at),
        _ => None,
    };
    let from = subscripts.unwrap_or(0);
    if let Some(at) = memchr::memchr(0, &text[from..]) {
        text.truncate(from + at);
    }
    text
}
