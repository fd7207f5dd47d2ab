//! Texts compiled at run time: XECUTE, indirection, handlers. Their code is cached by text within a bound.

use super::frame::{Kind, Trap, Unit};
use super::machine::{Cold, Flow, Machine};
use super::refs::Reference;
use super::texts::Meaning;
use crate::compile::{self, Fragment, Ins, Op, RefFn};
use crate::syntax::diagnostic::Diagnostic;
use crate::syntax::words::{VERBS, Verb};
use crate::value::Value;
use crate::value::errors::{self, MError};
use std::rc::Rc;
use std::sync::Arc;

/// The end of a text of commands.
pub(super) const END: Ins = Ins {
    op: Op::End,
    x: 0,
    y: 0,
    a: 0,
    b: 0,
    c: 0,
};

/// The run-time error of a syntax error.
pub(super) fn diagnostic(d: &Diagnostic) -> MError {
    MError::with(
        d.code,
        d.args.iter().map(|a| a.clone().into_bytes()).collect(),
    )
}

impl Machine {
    /// Compiled code of a text.
    pub(super) fn fragment(&mut self, kind: Fragment, text: &[u8]) -> Result<Rc<Unit>, MError> {
        if let Some(unit) = self.fragments.get(&(kind, text) as &dyn FragmentKey) {
            return Ok(unit.clone());
        }
        let mut code = compile::fragment(kind, text, self.special.options)
            .map_err(|d| diagnostic(&d).at(text, d.column))?;
        let host = &mut self.host;
        code.relocate(&mut |name| host.number(name));
        let unit = Unit::new(Arc::new(code));
        // Texts made by concatenation are mostly used once; dropping all is cheaper than keeping an order.
        if self.fragments.len() >= self.limits.fragments {
            self.forget_texts();
        }
        self.fragments.insert((kind, text.into()), unit.clone());
        Ok(unit)
    }

    /// Drops the code of all texts.
    pub(super) fn forget_texts(&mut self) {
        self.fragments.clear();
        self.texts.clear();
    }

    /// The same, remembered for the value that holds the text.
    #[inline]
    pub(super) fn fragment_of(&mut self, kind: Fragment, text: &Value) -> Result<Rc<Unit>, MError> {
        if let Some(Meaning::Code(unit)) = self.texts.get(kind, text) {
            return Ok(unit.clone());
        }
        let unit = self.fragment(kind, &text.to_vec())?;
        self.texts
            .insert(kind, text.clone(), Meaning::Code(unit.clone()));
        Ok(unit)
    }

    /// Code of a text of commands that was met before.
    #[cfg(native)]
    #[inline]
    pub(super) fn known_commands(&self, text: &Value) -> Option<Rc<Unit>> {
        match self.texts.get(Fragment::Commands, text) {
            Some(Meaning::Code(unit)) => Some(unit.clone()),
            _ => None,
        }
    }

    /// Code of a text of commands.
    pub(super) fn commands_unit(&mut self, text: &[u8]) -> Result<Rc<Unit>, MError> {
        self.fragment(Fragment::Commands, text)
    }

    /// Puts a few instructions without operands above what runs.
    pub(super) fn push_code(&mut self, ins: Vec<Ins>, kind: Kind, trap: Trap) {
        let unit = Unit::new(Arc::new(compile::Code {
            ins,
            ..compile::Code::default()
        }));
        self.push_frame(unit, 0, kind, 0);
        if let Some(top) = self.frames.last_mut() {
            top.trap = trap;
        }
    }

    /// `Op::Xecute`.
    pub(super) fn xecute(&mut self, text: &Value) -> Cold {
        let unit = self.fragment_of(Fragment::Commands, text)?;
        self.check_depth()?;
        self.push_frame(unit, 0, Kind::Xecute, 0);
        Ok(Flow::Reload)
    }

    /// `Op::Args`.
    pub(super) fn argument_text(&mut self, verb: u8, text: &Value) -> Cold {
        if text.is_empty()
            && VERBS
                .get(verb as usize)
                .is_some_and(|v| v.id == Verb::Zwrite)
        {
            return self.zwrite(b"l*", 0);
        }
        let unit = self.fragment_of(Fragment::Args(verb), text)?;
        self.check_depth()?;
        self.push_frame(unit, 0, Kind::Args, 0);
        Ok(Flow::Reload)
    }

    /// Device parameters that are a text.
    pub(super) fn params_text(&mut self, verb: u8, text: &[u8]) -> Cold {
        let unit = self.fragment(Fragment::Params(verb), text)?;
        self.check_depth()?;
        self.push_frame(unit, 0, Kind::Args, 0);
        Ok(Flow::Reload)
    }

    /// Names of a LOCK that are a text.
    pub(super) fn lock_text(&mut self, text: &[u8]) -> Cold {
        // A lock has a name.
        let no_name = || MError::new(errors::LKNAMEXPECTED);
        if text.starts_with(b"^(") {
            return Err(no_name());
        }
        let unit = self
            .fragment(Fragment::LockNames, text)
            .map_err(|e| match e.code() {
                errors::VAREXPECTED => no_name(),
                _ => e,
            })?;
        self.check_depth()?;
        self.push_frame(unit, 0, Kind::Args, 0);
        Ok(Flow::Reload)
    }

    /// Number of a local name met in a text.
    fn number_of(&mut self, name: &[u8]) -> u32 {
        let name = &name[..name.len().min(31)];
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let number = self.host.number(name);
        if self.numbers.len() >= self.limits.fragments {
            self.numbers.clear();
        }
        self.numbers.insert(name.into(), number);
        number
    }

    /// Finds out what the text of a name indirection means: for a plain name, or one with literals as subscripts, which is what
    /// $QUERY and $NAME give, nothing has to be evaluated.
    fn learn(&mut self, kind: Fragment, text: &Value) -> Result<(), MError> {
        let bytes = text.to_vec();
        let found = if super::calls::is_name(&bytes) {
            Some((&bytes[..], Vec::new()))
        } else {
            // Too many subscripts of a reference are an error here, those of a value one of its own code.
            literal_reference(&bytes).filter(|(_, subs)| {
                kind == Fragment::Reference || subs.len() <= super::refs::MAX_SUBSCRIPTS
            })
        };
        let meaning = match found {
            Some((name, subs)) => Meaning::Local(self.number_of(name), subs.into()),
            None => Meaning::Code(self.fragment(kind, &bytes)?),
        };
        self.texts.insert(kind, text.clone(), meaning);
        Ok(())
    }

    /// `Op::RefText`: name indirection into reference register `slot` of the current frame.
    ///
    /// A text that is no reference, but which `subscripts` follow, waits in the register for them.
    pub(super) fn ref_text(&mut self, slot: u32, text: Value, subscripts: bool) -> Cold {
        let at = self.frame_refs() + slot as usize;
        let text = named(text);
        if self.texts.get(Fragment::Reference, &text).is_none()
            && let Err(error) = self.learn(Fragment::Reference, &text)
        {
            if !subscripts {
                return Err(error);
            }
            self.refs[at] = waiting(text);
            return Ok(Flow::Next);
        }
        match self.texts.get(Fragment::Reference, &text) {
            Some(Meaning::Local(name, subs)) => {
                self.refs[at].set_local(*name, subs);
                self.check_ref(at)?;
                Ok(Flow::Next)
            }
            Some(Meaning::Code(_)) if subscripts && text.to_vec().ends_with(b" ") => {
                self.refs[at] = waiting(text);
                Ok(Flow::Next)
            }
            Some(Meaning::Code(unit)) => {
                let unit = unit.clone();
                self.check_depth()?;
                self.push_frame(unit, 0, Kind::Reference, slot);
                Ok(Flow::Reload)
            }
            None => Ok(Flow::Next),
        }
    }

    /// `Op::RefSubs` behind a text that is no reference by itself: the subscripts complete the text.
    pub(super) fn completed_text(
        &mut self,
        slot: u32,
        subscripts: std::ops::Range<usize>,
        unit: &Unit,
    ) -> Cold {
        let at = self.frame_refs() + slot as usize;
        let mut text = self.refs[at]
            .subs
            .first()
            .map(Value::to_vec)
            .unwrap_or_default();
        if text.is_empty() {
            return Err(MError::new(errors::VAREXPECTED));
        }
        let chset = self.chset(false);
        let mut separator = match text.pop() {
            Some(b')') => b',',
            last => {
                text.extend(last);
                b'('
            }
        };
        for value in &self.temps[subscripts] {
            text.push(separator);
            text.extend_from_slice(&crate::value::zwr::zwrite(&value.to_vec(), chset));
            separator = b',';
        }
        text.push(b')');
        let next = self.frames.last().map_or(0, |f| f.pc as usize);
        let written = unit.code.ins.get(next).is_some_and(|get| {
            let write = unit.code.ins.get(next + 1);
            let read = get.op == Op::Ref && get.x == RefFn::Get as u8;
            read && write.is_some_and(|w| w.op == Op::Write && w.a == get.a)
        });
        let (kind, fragment, to) = if written {
            // As an argument of WRITE it may be more than a variable.
            if let Some(top) = self.frames.last_mut() {
                top.pc += 2;
            }
            let write = VERBS.iter().position(|v| v.id == Verb::Write).unwrap_or(0);
            (Kind::Args, Fragment::Args(write as u8), 0)
        } else {
            (Kind::Reference, Fragment::Reference, slot)
        };
        let unit = self.fragment(fragment, &text)?;
        self.check_depth()?;
        self.push_frame(unit, 0, kind, to);
        Ok(Flow::Reload)
    }

    /// `Op::ValueOf`: indirection as an expression atom.
    pub(super) fn value_text(&mut self, dst: u32, base: usize, text: Value) -> Cold {
        let text = named(text);
        if self.texts.get(Fragment::Value, &text).is_none() {
            self.learn(Fragment::Value, &text)?;
        }
        match self.texts.get(Fragment::Value, &text) {
            Some(Meaning::Local(name, subs)) => {
                let found = super::refs::find(&self.symbols, *name, subs).map(|n| n.content());
                let v = match found {
                    Some(v) if v.is_defined() => v.clone(),
                    _ => self.undefined_value(*name, subs)?,
                };
                self.put(dst, base, v);
                Ok(Flow::Next)
            }
            Some(Meaning::Code(unit)) => {
                let unit = unit.clone();
                self.check_depth()?;
                self.push_frame(unit, 0, Kind::Value, dst);
                Ok(Flow::Reload)
            }
            None => Ok(Flow::Next),
        }
    }

    /// `Op::TextOf`: $TEXT of an entry that is a text.
    pub(super) fn text_by_text(&mut self, dst: u32, text: &[u8]) -> Cold {
        let call = [b"$T(", text.trim_ascii_end(), b")"].concat();
        let unit = self.fragment(Fragment::Text, &call).map_err(|e| {
            // What follows the entry stands before the parenthesis.
            if e.code() == errors::RPARENMISSING {
                MError::new(errors::INDEXTRACHARS)
            } else {
                e
            }
        })?;
        self.check_depth()?;
        self.push_frame(unit, 0, Kind::Value, dst);
        Ok(Flow::Reload)
    }

    /// `Op::EndVal`: the value of a fragment goes to the frame below.
    pub(super) fn end_value(&mut self, value: Value) -> Cold {
        if let Some(frame) = self.frames.pop() {
            let base = self.frames.last().map_or(0, |f| f.base as usize);
            self.put(frame.dst, base, value);
        }
        Ok(Flow::Reload)
    }

    /// `Op::EndRef`: the reference of a fragment goes to the frame below.
    pub(super) fn end_reference(&mut self, slot: u16) -> Cold {
        if let Some(frame) = self.frames.pop() {
            let r = std::mem::take(&mut self.refs[frame.refs as usize + slot as usize]);
            let at = self.frame_refs() + frame.dst as usize;
            if let Some(slot) = self.refs.get_mut(at) {
                *slot = r;
            }
        }
        Ok(Flow::Reload)
    }

    /// `Op::End`: the end of a text of commands.
    pub(super) fn end_commands(&mut self) -> Cold {
        if self.leave_quickly() {
            return Ok(Flow::Reload);
        }
        let Some(top) = self.frames.last() else {
            return Ok(Flow::Reload);
        };
        match top.trap {
            Trap::None | Trap::Zbreak | Trap::Zstep => {
                let kind = top.kind;
                match kind {
                    Kind::Xecute
                    | Kind::Interrupt
                    | Kind::Trigger
                    | Kind::Outside
                    | Kind::CallIn
                    | Kind::Do => self.leave(None, false),
                    Kind::Zyerror => {
                        self.pop_fragment();
                        Ok(self.zyerror_ended())
                    }
                    _ => {
                        self.pop_fragment();
                        Ok(Flow::Reload)
                    }
                }
            }
            Trap::Etrap => {
                self.pop_fragment();
                self.leave(None, true)
            }

            Trap::Resume(pc) | Trap::Exception(pc) => {
                self.pop_fragment();
                self.resume_line(pc);
                Ok(Flow::Reload)
            }
        }
    }

    /// Executes a line of the innermost level anew; formal parameters of its label are there again, without values.
    fn resume_line(&mut self, pc: u32) {
        let Some(level) = self.frames.last_mut() else {
            return;
        };
        level.pc = pc;
        let code = level.unit.code.clone();
        for formal in code
            .labels
            .iter()
            .filter(|l| l.pc == pc)
            .filter_map(|l| l.formals.as_deref())
            .flatten()
        {
            self.symbols.new_name(*formal);
        }
    }

    /// BADCHAR for the subject of a pattern match.
    pub(super) fn check_subject(&self, subject: &[u8]) -> Result<(), MError> {
        if self.special.utf8 && self.special.bad_char {
            crate::value::chars::check_utf8(subject)?;
        }
        Ok(())
    }

    /// Pattern match with a pattern that is a text.
    pub(super) fn match_text(&self, subject: &[u8], text: &[u8]) -> Result<bool, MError> {
        let pattern = crate::value::pattern::Pattern::compile(text).map_err(pattern_error)?;
        self.check_subject(subject)?;
        pattern
            .matches(subject, self.special.utf8)
            .map_err(pattern_error)
    }
}

/// A text that waits for the subscripts that complete it.
fn waiting(text: Value) -> Reference {
    Reference {
        subs: vec![text],
        ..Reference::default()
    }
}

/// The text of an indirection as a value that can be remembered: a number is looked at as the text that it is.
#[inline]
fn named(text: Value) -> Value {
    match text.identity() {
        Some(_) => text,
        None => Value::from_bytes(&text.to_vec()),
    }
}

/// The M error of a pattern error.
#[cold]
pub(super) fn pattern_error(e: crate::value::pattern::PatternError) -> MError {
    use crate::value::pattern::PatternError as P;
    MError::new(match e {
        P::Code => errors::PATCODE,
        P::Class => errors::PATCLASS,
        P::Literal => errors::PATLIT,
        P::UpperLimit => errors::PATUPPERLIM,
        P::MaxLength => errors::PATMAXLEN,
        P::CommaOrParen => errors::COMMAORRPAREXP,
        P::ExtraChars => errors::INDEXTRACHARS,
        P::NotFound(code) => return MError::arg(errors::PATNOTFOUND, code),
    })
}

/// A local reference all of whose subscripts are literals: canonical numbers, or strings in quotes.
fn literal_reference(text: &[u8]) -> Option<(&[u8], Vec<Value>)> {
    use crate::value::num::Num;
    let open = memchr::memchr(b'(', text)?;
    let (name, rest) = (&text[..open], text[open + 1..].strip_suffix(b")")?);
    if !super::calls::is_name(name) {
        return None;
    }
    let mut subs = Vec::new();
    let mut rest = rest;
    loop {
        if let Some(quoted) = rest.strip_prefix(b"\"") {
            let end = memchr::memchr(b'"', quoted)?;
            // A doubled quote is left to the compiler.
            subs.push(Value::from_bytes(&quoted[..end]).to_key());
            rest = &quoted[end + 1..];
        } else {
            let end = memchr::memchr(b',', rest).unwrap_or(rest.len());
            subs.push(Value::from_num(Num::canonical(&rest[..end])?));
            rest = &rest[end..];
        }
        match rest.split_first() {
            None => return Some((name, subs)),
            Some((b',', more)) => rest = more,
            Some(_) => return None,
        }
    }
}

/// Lookup of a fragment without building an owned key.
trait FragmentKey {
    fn kind(&self) -> Fragment;
    fn text(&self) -> &[u8];
}

impl FragmentKey for (Fragment, &[u8]) {
    fn kind(&self) -> Fragment {
        self.0
    }
    fn text(&self) -> &[u8] {
        self.1
    }
}

impl FragmentKey for (Fragment, Box<[u8]>) {
    fn kind(&self) -> Fragment {
        self.0
    }
    fn text(&self) -> &[u8] {
        &self.1
    }
}

impl std::hash::Hash for dyn FragmentKey + '_ {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.kind().hash(state);
        self.text().hash(state);
    }
}

impl PartialEq for dyn FragmentKey + '_ {
    fn eq(&self, other: &Self) -> bool {
        self.kind() == other.kind() && self.text() == other.text()
    }
}

impl Eq for dyn FragmentKey + '_ {}

impl<'a> std::borrow::Borrow<dyn FragmentKey + 'a> for (Fragment, Box<[u8]>) {
    fn borrow(&self) -> &(dyn FragmentKey + 'a) {
        self
    }
}
