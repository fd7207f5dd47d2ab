//! Special variables: their state, reading, setting, and NEW.

use super::host::Capability;
use super::host::{Host, ZTimeout};
use super::machine::{Flow, Machine};
use super::refs::{Base, Reference};
use super::trap::ZtrapForm;
use super::view::{Nulls, Views};
use crate::device::{Environment, Shared};
use crate::syntax::words::{SVNS, Svn};
use crate::value::Value;
use crate::value::errors::{self, MError};
use std::cell::Cell;
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// State behind special variables that no other part of the session keeps.
pub struct Special {
    pub utf8: bool,
    pub bad_char: bool,
    /// Reading an undefined variable is an error (VIEW "UNDEF").
    pub undef: bool,
    /// Which messages direct mode shows (VIEW "BREAKMSG").
    pub break_messages: i64,
    pub(super) local_nulls: Nulls,
    pub(super) views: Views,
    pub ecode: Vec<u8>,
    pub etrap: Vec<u8>,
    pub ztrap: Vec<u8>,
    pub(super) ztrap_form: ZtrapForm,
    pub zstatus: Vec<u8>,
    pub zerror: Vec<u8>,
    pub zyerror: Vec<u8>,
    pub zprompt: Vec<u8>,
    pub zroutines: Vec<u8>,
    pub zsource: Vec<u8>,
    pub zcompile: Vec<u8>,
    pub zgbldir: Vec<u8>,
    /// Name of the directory that the session began with, whose globals are those of the empty environment.
    pub first_zgbldir: Vec<u8>,
    pub zinterrupt: Vec<u8>,
    pub zstep: Vec<u8>,
    pub ztexit: Vec<u8>,
    pub zdateform: i64,
    pub zmaxtptime: i64,
    /// When $ZMAXTPTIME ends the current transaction.
    pub tpend: Option<Instant>,
    pub zstrpllim: i64,
    pub zmalloclim: i64,
    /// What SET $SYSTEM has added.
    pub system: Vec<u8>,
    pub zcstatus: i64,
    pub zsystem: i64,
    pub zeditor: i64,
    pub zjob: i64,
    pub zclose: i64,
    pub zquit: bool,
    pub in_interrupt: bool,
    pub ztimeout: ZTimeout,
    pub reference: Reference,
    /// Base of $ESTACK: the level at which it was last NEWed.
    pub estack: i64,
    pub random: Cell<u64>,
    /// The session's current directory.
    pub directory: PathBuf,
    /// EXCEPTION code that the failing device carries.
    pub exception: Option<Vec<u8>>,
    /// $STACK(0): how the session was started.
    pub started_as: Vec<u8>,
    /// The session is one of direct mode.
    pub started_at_prompt: bool,
    pub ztslate: Vec<u8>,
    pub ztwormhole: Vec<u8>,
    pub trestart: i64,
    /// Exclusive KILL follows the standard (`gtm_stdxkill`).
    pub standard_kill: bool,
    /// How texts met at run time are compiled.
    pub options: crate::compile::Options,
    /// Whether VIEW "FULL_BOOLWARN" was the last word, for $VIEW.
    pub boolean_warning: bool,
    /// ZTSTARTs without their ZTCOMMIT.
    pub fences: i64,
}

impl Special {
    pub fn new(host: &dyn Host, shared: &Shared) -> Special {
        let environment = &shared.environment;
        let env = |name: &str| {
            // Most are not there.
            environment.settings().get(name)?;
            let value = environment.get(&format!("gtm_{name}"));
            let value = value.or_else(|| environment.get(&format!("ydb_{name}")));
            value.map(<[u8]>::to_vec)
        };
        let text = |name: &str, default: &[u8]| {
            env(name)
                .filter(|v| !v.is_empty())
                .unwrap_or(default.to_vec())
        };
        let number = |name: &str| {
            env(name).and_then(|v| {
                std::str::from_utf8(&v)
                    .ok()
                    .and_then(|s| s.trim().parse::<i64>().ok())
            })
        };
        let utf8 = env("chset").is_some_and(|v| v.eq_ignore_ascii_case(b"utf-8"));
        let etrap = text("etrap", b"");
        let seed = std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(1, |d| d.as_nanos() as u64)
            ^ host.job() << 32;
        Special {
            utf8,
            bad_char: env("badchar").is_none_or(|v| {
                !matches!(
                    v.to_ascii_lowercase().as_slice(),
                    b"0" | b"no" | b"n" | b"false"
                )
            }),
            undef: !env("noundef").is_some_and(|v| is_true(&v)),
            break_messages: 31,
            local_nulls: match number("lvnullsubs") {
                Some(0) => Nulls::NoSet,
                Some(2) => Nulls::Never,
                _ => Nulls::Always,
            },
            views: Views::default(),
            ecode: Vec::new(),
            ztrap: if etrap.is_empty() {
                b"B".to_vec()
            } else {
                Vec::new()
            },
            etrap,
            ztrap_form: match &text("ztrap_form", b"").to_ascii_lowercase()[..] {
                b"entryref" => ZtrapForm::Entry,
                b"adaptive" => ZtrapForm::Adaptive,
                b"popentryref" => ZtrapForm::PopEntry,
                b"popadaptive" => ZtrapForm::PopAdaptive,
                _ => ZtrapForm::Code,
            },
            zstatus: Vec::new(),
            zerror: b"Unprocessed $ZERROR, see $ZSTATUS".to_vec(),
            zyerror: text("zyerror", b""),
            zprompt: env("prompt")
                .filter(|p| p.len() <= PROMPT)
                .unwrap_or_else(|| b"GTM>".to_vec()),
            zroutines: environment
                .first(&["gtmroutines", "ydb_routines", "MRUN_ROUTINES"])
                .filter(|v| !v.is_empty())
                .unwrap_or(b".")
                .to_vec(),
            zsource: Vec::new(),
            zcompile: environment.get("gtmcompile").unwrap_or_default().to_vec(),
            zgbldir: initial_directory(environment),
            first_zgbldir: initial_directory(environment),
            zinterrupt: text("zinterrupt", b"IF $ZJOBEXAM()"),
            zstep: text("zstep", b"B"),
            ztexit: Vec::new(),
            zdateform: number("zdate_form").unwrap_or(0),
            zmaxtptime: number("zmaxtptime").unwrap_or(0),
            tpend: None,
            zstrpllim: number("string_pool_limit").unwrap_or(0),
            zmalloclim: 0,
            system: Vec::new(),
            zcstatus: 1,
            zsystem: 0,
            zeditor: 0,
            zjob: 0,
            zclose: 0,
            zquit: env("zquit_anyway").is_some_and(|v| is_true(&v)),
            in_interrupt: false,
            ztimeout: ZTimeout::default(),
            reference: Reference::default(),
            estack: 0,
            random: Cell::new(seed | 1),
            directory: shared.directory.clone(),
            exception: None,
            started_as: b"DO".to_vec(),
            started_at_prompt: false,
            ztslate: Vec::new(),
            ztwormhole: Vec::new(),
            trestart: 0,
            standard_kill: env("stdxkill").is_some_and(|v| is_true(&v)),
            options: crate::compile::Options::from_settings(number),
            boolean_warning: number("boolean") == Some(2),
            fences: 0,
        }
    }
}

/// What GT.M takes for true in its environment: a number but 0, or the beginning of a word that says so.
fn is_true(v: &[u8]) -> bool {
    let lower = v.to_ascii_lowercase();
    let begins = |word: &[u8]| !lower.is_empty() && word.starts_with(&lower);
    begins(b"yes") || begins(b"true") || (v.first().is_some_and(u8::is_ascii_digit) && v[0] != b'0')
}

fn bytes(s: &[u8]) -> Value {
    Value::from_bytes(s)
}

impl Special {
    /// The store's name for the environment of an extended reference; an empty text means $ZGBLDIR.
    #[inline]
    pub(super) fn environment<'a>(&'a self, text: &'a [u8]) -> &'a [u8] {
        let text = if text.is_empty() {
            &self.zgbldir[..]
        } else {
            text
        };
        if text == self.first_zgbldir {
            b""
        } else {
            text
        }
    }
}

impl Machine {
    /// The value of a special variable, by its number in the word table.
    pub(super) fn read_svn(&mut self, number: u8) -> Result<Value, MError> {
        let Some(word) = SVNS.get(number as usize) else {
            return Err(MError::new(errors::INVSVN));
        };
        self.svn(word.id)
    }

    /// The value of a special variable.
    pub fn svn(&mut self, svn: Svn) -> Result<Value, MError> {
        let s = &self.special;
        Ok(match svn {
            Svn::Device => bytes(&self.devices.status().device),
            Svn::Ecode => bytes(&s.ecode),
            Svn::Estack => Value::int(self.level() as i64 - 1 - s.estack),
            Svn::Etrap => bytes(&s.etrap),
            Svn::Horolog => horolog(false),
            Svn::Zhorolog => horolog(true),
            Svn::Io => bytes(self.devices.io()),
            Svn::Job => Value::int(self.host.job() as i64),
            Svn::Key => bytes(&self.devices.status().key),
            Svn::Principal => bytes(self.devices.principal()),
            Svn::Quit => {
                let level = self.frames.iter().rev().find(|f| f.kind.is_level());
                match level.map(|f| f.kind) {
                    Some(super::frame::Kind::Extrinsic) => Value::ONE,
                    Some(super::frame::Kind::ExtrinsicAlias) => Value::int(11),
                    _ => Value::ZERO,
                }
            }
            Svn::Reference => {
                let r = s.reference.clone();
                bytes(&self.reference_text(&r, true))
            }
            Svn::Stack => Value::int(self.level() as i64 - 1),
            Svn::Storage => Value::int(2_147_483_647),
            Svn::System => {
                let id = self.environment().first(&["gtm_sysid", "ydb_sysid"]);
                bytes(&[b"47,", id.unwrap_or(b"gtm_sysid"), &s.system].concat())
            }
            Svn::Test => Value::bool(self.test),
            Svn::Tlevel => Value::int(i64::from(self.store.tlevel())),
            Svn::Trestart => Value::int(s.trestart),
            Svn::X => Value::int(self.devices.status().x),
            Svn::Y => Value::int(self.devices.status().y),
            Svn::Za => Value::int(self.devices.status().za),
            Svn::Zb => bytes(&self.devices.status().zb),
            Svn::Zeof => Value::bool(self.devices.status().zeof),
            Svn::Zkey => bytes(&self.devices.zkey()),
            Svn::Zio => bytes(self.devices.zio()),
            Svn::Zpin => bytes(&self.devices.zpin()),
            Svn::Zpout => bytes(&self.devices.zpout()),
            Svn::Zallocstor | Svn::Zrealstor | Svn::Zusedstor => Value::int(memory_in_use()),
            Svn::Zaudit => Value::ZERO,
            Svn::Zchset => bytes(if s.utf8 { b"UTF-8" } else { b"M" }),
            Svn::Zclose => Value::int(s.zclose),
            Svn::Zcmdline => bytes(&self.host.command_line()),
            Svn::Zcompile => bytes(&s.zcompile),
            Svn::Zcstatus => Value::int(s.zcstatus),
            Svn::Zdateform => Value::int(s.zdateform),
            Svn::Zdirectory => bytes(&directory_text(&s.directory)),
            Svn::Zeditor => Value::int(s.zeditor),
            Svn::Zerror => bytes(&s.zerror),
            Svn::Zgbldir => bytes(&s.zgbldir),
            Svn::Zicuver => return Err(MError::new(errors::INVSVN)),
            Svn::Zininterrupt => Value::bool(s.in_interrupt),
            Svn::Zinterrupt => bytes(&s.zinterrupt),
            Svn::Zjob => Value::int(s.zjob),
            Svn::Zlevel => Value::int(self.level() as i64),
            Svn::Zmalloclim => Value::int(s.zmalloclim),
            Svn::Zmaxtptime => Value::int(s.zmaxtptime),
            // GT.M is interactive unless JOB started it.
            Svn::Zmode => bytes(if self.host.has_direct_mode() {
                b"INTERACTIVE"
            } else {
                b"OTHER"
            }),
            Svn::Zonlnrlbk => Value::ZERO,
            Svn::Zpatnumeric => bytes(if s.utf8 { b"UTF-8" } else { b"M" }),
            Svn::Zposition => bytes(&self.place()),
            Svn::Zprompt => bytes(&s.zprompt),
            Svn::Zquit => Value::bool(s.zquit),
            Svn::Zroutines => bytes(&s.zroutines),
            Svn::Zsource => bytes(&s.zsource),
            Svn::Zstatus => bytes(&s.zstatus),
            Svn::Zstep => bytes(&s.zstep),
            Svn::Zstrpllim => Value::int(s.zstrpllim),
            Svn::Zsystem => Value::int(s.zsystem),
            Svn::Ztexit => bytes(&s.ztexit),
            Svn::Ztimeout => {
                let mut text = b"-1".to_vec();
                if let Some(at) = s.ztimeout.at {
                    let left = at.saturating_duration_since(Instant::now());
                    text = format!("{}.{:03}", left.as_secs(), left.subsec_millis()).into_bytes();
                }
                if !s.ztimeout.code.is_empty() {
                    text.push(b':');
                    text.extend_from_slice(&s.ztimeout.code);
                }
                bytes(&text)
            }
            Svn::Ztrap => bytes(&s.ztrap),
            Svn::Zut => {
                let now = std::time::SystemTime::now()
                    .duration_since(std::time::UNIX_EPOCH)
                    .unwrap_or_default();
                Value::int(now.as_micros() as i64)
            }
            Svn::Zreldate => bytes(b"20221122 16:34"),
            Svn::Zversion => bytes(b"GT.M V7.0-005 Linux x86_64"),
            Svn::Zyerror => bytes(&s.zyerror),
            Svn::Zyrelease => bytes(concat!("mrun ", env!("CARGO_PKG_VERSION")).as_bytes()),
            Svn::Ztslate => bytes(&s.ztslate),
            Svn::Ztwormhole => bytes(&s.ztwormhole),
            Svn::Ztlevel
            | Svn::Ztdata
            | Svn::Ztdelim
            | Svn::Ztname
            | Svn::Ztoldval
            | Svn::Ztriggerop
            | Svn::Ztupdate
            | Svn::Ztvalue => self.trigger_svn(svn),
        })
    }

    /// `Op::SetSvn`.
    pub(super) fn set_svn(&mut self, number: u8, value: Value) -> Result<Flow, MError> {
        let Some(word) = SVNS.get(number as usize) else {
            return Err(MError::new(errors::INVSVN));
        };
        let text = || value.to_vec();
        match word.id {
            Svn::Device => {
                let text = text();
                if let Some(s) = self.devices.status_mut() {
                    s.device = text;
                }
            }
            Svn::Ecode => return self.set_ecode(&text()),
            Svn::Etrap => {
                let text = text();
                self.check_code(&text)?;
                if !text.is_empty() {
                    self.special.ztrap.clear();
                }
                self.special.etrap = text;
            }
            Svn::Ztrap => {
                let text = text();
                if self.triggers.level() > 0 {
                    return Err(MError::new(errors::NOZTRAPINTRIG));
                }
                if self.special.ztrap_form == ZtrapForm::Code {
                    self.check_code(&text)?;
                }
                if !text.is_empty() {
                    self.special.etrap.clear();
                }
                self.handling.ztrap_level = self.level() as i64;
                self.special.ztrap = text;
            }
            Svn::Key => {
                let text = text();
                if let Some(s) = self.devices.status_mut() {
                    s.key = text;
                }
            }
            Svn::X => {
                let n = sixteen_bits(value.to_i64()?);
                if let Some(s) = self.devices.status_mut() {
                    s.x = n;
                }
            }
            Svn::Y => {
                let n = sixteen_bits(value.to_i64()?);
                if let Some(s) = self.devices.status_mut() {
                    s.y = n;
                }
            }
            Svn::Zcompile => {
                self.special.zcompile = text();
                self.host
                    .show_diagnostics(!wants_no_warnings(&self.special.zcompile));
            }
            Svn::Zdateform => self.special.zdateform = value.to_i32()?.into(),
            Svn::Zdirectory => {
                let text = text();
                self.require(Capability::Files, "$ZDIRECTORY")?;
                self.set_directory(&text)?;
            }
            Svn::Zerror => self.special.zerror = text(),
            Svn::Zgbldir => {
                let text = text();
                self.special.zgbldir = if text.is_empty() {
                    initial_directory(self.environment())
                } else {
                    text
                };
            }
            Svn::Zinterrupt => self.special.zinterrupt = text(),
            Svn::Zmaxtptime => self.special.zmaxtptime = value.to_i32()?.into(),
            Svn::Zprompt => {
                let mut text = text();
                text.truncate(PROMPT);
                self.special.zprompt = text;
            }
            Svn::Zquit => self.special.zquit = value.truth()?,
            Svn::Zroutines => {
                let text = text();
                self.require(Capability::Files, "$ZROUTINES")?;
                super::search::check(&text, &self.special.directory, self.environment())?;
                // Routines already linked stay; new ones come from the new path.
                self.special.zroutines = text;
                self.host.set_directory(&self.special.directory);
            }
            Svn::Zsource => self.special.zsource = text(),
            Svn::Zstatus => self.special.zstatus = text(),
            Svn::Zstep => {
                let text = text();
                self.check_code(&text)?;
                self.special.zstep = text;
            }
            Svn::Zstrpllim => self.special.zstrpllim = value.to_i32()?.into(),
            Svn::Zmalloclim => self.special.zmalloclim = malloc_limit(value.to_i32()?),
            Svn::System => self.special.system = text(),
            Svn::Ztexit => self.special.ztexit = text(),
            Svn::Ztimeout => return self.set_ztimeout(&text()),
            Svn::Ztslate | Svn::Ztvalue | Svn::Ztwormhole => {
                self.set_trigger_svn(word.id, value)?;
            }
            Svn::Zyerror => self.special.zyerror = text(),
            _ => return Err(MError::new(errors::SVNOSET)),
        }
        Ok(Flow::Next)
    }

    /// SET $ECODE: the empty string ends error processing, codes between commas raise an error.
    fn set_ecode(&mut self, text: &[u8]) -> Result<Flow, MError> {
        if text.is_empty() {
            self.special.ecode.clear();
            self.handling.clear();
            return Ok(Flow::Next);
        }
        let inner = text.strip_prefix(b",").and_then(|t| t.strip_suffix(b","));
        let fine = inner.is_some_and(|t| {
            t.split(|b| *b == b',')
                .all(|code| matches!(code.first(), Some(b'M' | b'U' | b'Z')))
        });
        if !fine {
            return Err(MError::arg(errors::INVECODEVAL, text));
        }
        self.add_ecode(text);
        // $STACK(level,"ECODE") tells the codes of this error alone.
        Err(MError::arg(errors::SETECODE, text))
    }

    /// Raises what is wrong with handler code.
    pub(super) fn check_code(&mut self, text: &[u8]) -> Result<(), MError> {
        if text.is_empty() {
            return Ok(());
        }
        self.commands_unit(text).map(|_| ())
    }

    fn set_directory(&mut self, text: &[u8]) -> Result<(), MError> {
        use std::os::unix::ffi::OsStrExt;
        let wanted = self
            .special
            .directory
            .join(std::ffi::OsStr::from_bytes(text));
        if text.is_empty() {
            let reason = errors::system_text(libc::ENOENT);
            return Err(MError::arg(errors::SETZDIR, text).text(reason));
        }
        let real = wanted
            .canonicalize()
            .and_then(|p| std::fs::read_dir(&p).map(|_| p))
            .map_err(|e| {
                let reason = errors::system_text(e.raw_os_error().unwrap_or(0));
                MError::arg(errors::SETZDIR, text).text(reason)
            })?;
        self.devices.set_directory(&real);
        self.special.directory = real;
        Ok(())
    }

    /// `SET $ZTIMEOUT="seconds[:code]"`.
    fn set_ztimeout(&mut self, text: &[u8]) -> Result<Flow, MError> {
        let (seconds, code) = match memchr::memchr(b':', text) {
            Some(at) => (&text[..at], Some(text[at + 1..].to_vec())),
            None => (text, None),
        };
        if let Some(code) = code {
            // Code that does not compile leaves none.
            self.special.ztimeout.code.clear();
            self.check_code(&code)?;
            self.special.ztimeout.code = code;
        }
        if seconds.is_empty() {
            return Ok(Flow::Next);
        }
        let n = crate::value::num::Num::parse_prefix(seconds)?.to_f64();
        self.special.ztimeout.at = if n < 0.0 {
            None
        } else {
            Instant::now().checked_add(Duration::from_secs_f64(n.min(1e9)))
        };
        if n != 0.0 || self.special.ztimeout.at.is_none() {
            return Ok(Flow::Next);
        }
        self.debug.due = true;
        self.debug.update();
        Ok(Flow::Reload)
    }

    /// NEW of a special variable.
    pub(super) fn new_svn(&mut self, number: u8) -> Result<(), MError> {
        let Some(word) = SVNS.get(number as usize) else {
            return Err(MError::new(errors::INVSVN));
        };
        let old = match word.id {
            Svn::Etrap => bytes(&self.special.etrap),
            Svn::Ztrap => bytes(&self.special.ztrap),
            Svn::Estack => Value::int(self.special.estack),
            Svn::Zgbldir => bytes(&self.special.zgbldir),
            Svn::Zyerror => bytes(&self.special.zyerror),
            Svn::Zcompile => bytes(&self.special.zcompile),
            Svn::Zstrpllim => Value::int(self.special.zstrpllim),
            Svn::Ztwormhole => bytes(&self.special.ztwormhole),
            Svn::Test => {
                let old = self.test;
                self.symbols.push_svn(number, Value::bool(old));
                return Ok(());
            }
            _ => return Err(MError::new(errors::SVNONEW)),
        };
        self.symbols.push_svn(number, old);
        match word.id {
            // Both handlers are one state: NEW of one keeps the other to come back with it.
            Svn::Etrap => {
                let other = bytes(&self.special.ztrap);
                self.symbols.push_svn(Svn::Ztrap as u8, other);
                self.special.ztrap.clear();
            }
            Svn::Ztrap => {
                let other = bytes(&self.special.etrap);
                self.symbols.push_svn(Svn::Etrap as u8, other);
                // The level that it was set at goes with it.
                self.symbols
                    .push_svn(Svn::Zlevel as u8, Value::int(self.handling.ztrap_level));
                self.special.ztrap.clear();
                self.special.etrap.clear();
            }
            Svn::Estack => self.special.estack = self.level() as i64 - 1,
            Svn::Zyerror => self.special.zyerror.clear(),
            _ => {}
        }
        Ok(())
    }

    /// Restores a special variable at the end of the level that NEWed it.
    pub(super) fn restore_svn(&mut self, number: u8, old: Value) {
        let Some(word) = SVNS.get(number as usize) else {
            return;
        };
        let s = &mut self.special;
        match word.id {
            Svn::Etrap => s.etrap = old.to_vec(),
            Svn::Ztrap => s.ztrap = old.to_vec(),
            Svn::Zlevel => self.handling.ztrap_level = old.to_i64().unwrap_or(1),
            Svn::Estack => s.estack = old.to_i64().unwrap_or(0),
            Svn::Zgbldir => s.zgbldir = old.to_vec(),
            Svn::Zyerror => s.zyerror = old.to_vec(),
            Svn::Ztwormhole => s.ztwormhole = old.to_vec(),
            Svn::Zcompile => s.zcompile = old.to_vec(),
            Svn::Zstrpllim => s.zstrpllim = old.to_i64().unwrap_or(0),
            Svn::Test => self.test = old.truth().unwrap_or(false),
            _ => {}
        }
    }

    /// What the naked indicator is to.
    pub(super) fn naked(&self) -> Result<(&Base, &[Value]), MError> {
        let r = &self.special.reference;
        match &r.base {
            Base::Global(_) => Ok((
                &r.base,
                r.subs.split_last().map_or(&[][..], |(_, above)| above),
            )),
            _ => Err(MError::new(errors::GVNAKED)),
        }
    }
}

/// $HOROLOG, or $ZHOROLOG with microseconds and offset.
fn horolog(long: bool) -> Value {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap_or_default();
    let h = crate::value::date::horolog(now.as_secs() as i64);
    let text = if long {
        format!(
            "{},{},{},{}",
            h.day,
            h.second,
            now.subsec_micros(),
            h.offset
        )
    } else {
        format!("{},{}", h.day, h.second)
    };
    Value::from_bytes(text.as_bytes())
}

/// Longest $ZPROMPT, in bytes.
const PROMPT: usize = 32;

/// $X and $Y count to 65535 and start again; what is no column is 0.
fn sixteen_bits(n: i64) -> i64 {
    match i32::try_from(n) {
        Ok(n) if (0..i32::MAX).contains(&n) => i64::from(n) & 0xffff,
        _ => 0,
    }
}

/// $ZMALLOCLIM: 0 is no limit, and other limits have a least value.
fn malloc_limit(n: i32) -> i64 {
    match n {
        0 => 0,
        ..0 => i64::from(i32::MAX / 2),
        n => i64::from(n.max(2_500_000)),
    }
}

/// $ZGBLDIR at the start and after it was set to nothing.
fn initial_directory(environment: &Environment) -> Vec<u8> {
    let given = environment.first(&["gtmgbldir", "ydb_gbldir"]);
    given
        .filter(|v| !v.is_empty())
        .unwrap_or(b"mumps.gld")
        .to_vec()
}

/// A directory with the slash that $ZDIRECTORY ends with.
fn directory_text(path: &std::path::Path) -> Vec<u8> {
    use std::os::unix::ffi::OsStrExt;
    // GT.M shows the root as `//`.
    let mut out = path.as_os_str().as_bytes().to_vec();
    out.push(b'/');
    out
}

/// Resident memory of the process in bytes, as far as the system tells.
fn memory_in_use() -> i64 {
    std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|s| {
            s.split_whitespace()
                .nth(1)
                .and_then(|n| n.parse::<i64>().ok())
        })
        .map_or(0, |pages| pages * 4096)
}

/// Whether qualifiers of the compiler turn its messages off.
pub(super) fn wants_no_warnings(qualifiers: &[u8]) -> bool {
    let text = qualifiers.to_ascii_lowercase();
    let last = |word: &[u8]| memchr::memmem::rfind(&text, word);
    last(b"-nowa") > last(b"-wa")
}
