//! Variable references: the fast instructions for locals, and the reference registers for everything else.

use super::code::{Op, Opnd, RefFn};
use super::emit::Emit;
use crate::syntax::ast::{Env, Expr, Glvn};

/// Most subscripts that are operands.
const FEW: usize = 4;

impl Emit {
    /// Reads a variable.
    pub fn read_glvn(&mut self, glvn: &Glvn<'_>, want: Option<Opnd>) -> Opnd {
        match *glvn {
            Glvn::Local { name, subs: [] } => Opnd::var(self.name(name)),
            Glvn::Local { name, subs: [one] } => {
                let sub = self.expr(one, None);
                let name = self.name(name);
                let d = want.unwrap_or_else(|| self.new_temp());
                self.op(Op::Get1, 0, 0, d.0, name, sub.0);
                d
            }
            Glvn::Local { name, subs } if subs.len() <= FEW => {
                let (first, more) = self.few(subs, None);
                let name = self.name(name);
                let d = want.unwrap_or_else(|| self.new_temp());
                self.op(Op::GetFew, 0, subs.len() as u16, d.0, name, first.0);
                self.op(Op::Ext, 0, 0, more[0].0, more[1].0, more[2].0);
                d
            }
            Glvn::Local { name, subs } => {
                let base = self.subscripts(subs);
                let name = self.name(name);
                let d = want.unwrap_or_else(|| self.new_temp());
                self.op(Op::GetN, 0, subs.len() as u16, d.0, name, base);
                d
            }
            Glvn::Indirect { expr, subs: None } => {
                let text = self.expr(expr, None);
                let d = want.unwrap_or_else(|| self.new_temp());
                self.op(Op::ValueOf, 0, 0, d.0, text.0, 0);
                d
            }
            _ => {
                let slot = self.reference(glvn);
                let d = want.unwrap_or_else(|| self.new_temp());
                self.op(Op::Ref, RefFn::Get as u8, slot, d.0, Opnd::NONE.0, 0);
                d
            }
        }
    }

    /// Two to four subscripts as operands, which are read when the value has been evaluated.
    fn few(&mut self, subs: &[Expr<'_>], value: Option<&Expr<'_>>) -> (Opnd, [Opnd; FEW - 1]) {
        let mut got = [Opnd::NONE; FEW];
        for (at, (place, sub)) in got.iter_mut().zip(subs).enumerate() {
            *place = self.expr(sub, None);
            // Calls that follow may change it.
            let called = || {
                let mut later = subs[at + 1..].iter().chain(value);
                later.any(super::expr::has_call)
            };
            if place.kind() == Opnd::VAR && (value.is_some() || self.options.settled) && called() {
                let copy = self.new_temp();
                self.op(Op::Mov, 0, 0, copy.0, place.0, 0);
                *place = copy;
            }
        }
        let [first, more @ ..] = got;
        (first, more)
    }

    /// Builds a reference in a new register.
    pub fn reference(&mut self, glvn: &Glvn<'_>) -> u16 {
        if let Glvn::Naked { subs } = *glvn {
            let base = self.subscripts(subs);
            return self.naked(base, subs.len());
        }
        if let Glvn::Indirect { expr, subs } = *glvn {
            let text = self.expr(expr, None);
            return self.by_text(text, subs);
        }
        let slot = self.new_ref();
        match *glvn {
            Glvn::Local { name, subs } => {
                let base = self.subscripts(subs);
                let name = self.name(name);
                self.op(Op::RefLocal, 0, slot, name, base, subs.len() as u32);
            }
            Glvn::Global { env, name, subs } => {
                let (first, second) = match env {
                    Env::None => (Opnd::NONE, Opnd::NONE),
                    Env::Bar(e) => (self.expr(e, None), Opnd::NONE),
                    Env::Bracket(e, None) => (self.expr(e, None), Opnd::NONE),
                    Env::Bracket(e, Some(f)) => (self.expr(e, None), self.expr(f, None)),
                };
                let base = self.subscripts(subs);
                let name = self.constant(&name[..name.len().min(31)]);
                self.op(Op::RefGlobal, 0, slot, name.0, base, subs.len() as u32);
                if !first.is_none() {
                    self.op(Op::RefEnv, 0, slot, 0, first.0, second.0);
                }
            }
            Glvn::Naked { .. } | Glvn::Indirect { .. } => {}
        }
        slot
    }

    /// Builds the reference that a text says, with further subscripts.
    pub fn by_text(&mut self, text: Opnd, subs: Option<&[Expr<'_>]>) -> u16 {
        let slot = self.new_ref();
        self.op(Op::RefText, subs.is_some() as u8, slot, text.0, 0, 0);
        if subs.is_some_and(<[_]>::is_empty) {
            self.raise(crate::value::errors::EXPR);
        }
        if let Some(subs) = subs {
            let base = self.subscripts(subs);
            self.op(Op::RefSubs, 0, slot, 0, base, subs.len() as u32);
        }
        slot
    }

    /// Builds a naked reference with `n` subscripts in the temporaries from `base`.
    pub fn naked(&mut self, base: u32, n: usize) -> u16 {
        let slot = self.new_ref();
        self.op(Op::RefNaked, 0, slot, 0, base, n as u32);
        slot
    }

    /// Assigns the value of `e` to a variable; its subscripts are evaluated first.
    pub fn assign(&mut self, glvn: &Glvn<'_>, e: &Expr<'_>) {
        match *glvn {
            Glvn::Local { name, subs: [] } => {
                let var = Opnd::var(self.name(name));
                match e {
                    // Nothing changes, but the variable has to be there.
                    Expr::Glvn(Glvn::Local {
                        name: same,
                        subs: [],
                    }) if *same == name => {
                        self.op(Op::Mov, 1, 0, var.0, var.0, 0);
                    }
                    _ => self.expr_to(e, var),
                }
            }
            Glvn::Local { name, subs: [one] } => {
                let mut sub = self.expr(one, None);
                if sub.kind() == Opnd::VAR && super::expr::has_call(e) {
                    let copy = self.new_temp();
                    self.op(Op::Mov, 0, 0, copy.0, sub.0, 0);
                    sub = copy;
                }
                let value = self.expr(e, None);
                let name = self.name(name);
                self.op(Op::Set1, 0, 0, name, sub.0, value.0);
            }
            Glvn::Local { name, subs } if subs.len() <= FEW => {
                let (first, more) = self.few(subs, Some(e));
                let value = self.expr(e, None);
                let name = self.name(name);
                self.op(Op::SetFew, 0, subs.len() as u16, name, first.0, value.0);
                self.op(Op::Ext, 0, 0, more[0].0, more[1].0, more[2].0);
            }
            Glvn::Local { name, subs } => {
                let early = self.early_value(subs, e);
                self.settle_subscripts = true;
                let base = self.subscripts(subs);
                let value = early.unwrap_or_else(|| self.expr(e, None));
                let name = self.name(name);
                self.op(Op::SetN, 0, subs.len() as u16, name, base, value.0);
            }
            Glvn::Naked { subs } => {
                // What a naked reference is to is found after the value.
                let base = self.subscripts(subs);
                let value = self.expr(e, None);
                let slot = self.naked(base, subs.len());
                self.store(slot, value);
            }
            _ => {
                let early = match glvn {
                    Glvn::Global { subs, .. } => self.early_value(subs, e),
                    _ => None,
                };
                self.settle_subscripts = matches!(glvn, Glvn::Global { env: Env::None, .. });
                let slot = self.reference(glvn);
                let value = early.unwrap_or_else(|| self.expr(e, None));
                self.store(slot, value);
            }
        }
    }

    /// The value of a SET before its subscripts, where these are plain variables and nothing is called: then one that is undefined
    /// is missed after what is undefined in the value.
    fn early_value(&mut self, subs: &[Expr<'_>], e: &Expr<'_>) -> Option<Opnd> {
        let variable = |sub: &Expr<'_>| matches!(sub, Expr::Glvn(_));
        let early = !self.options.settled
            && subs.iter().all(is_plain)
            && subs.iter().any(variable)
            && !super::expr::has_call(e);
        early.then(|| self.expr(e, None))
    }

    /// Sets the variable of a reference register from a value that nothing else uses.
    pub fn store(&mut self, slot: u16, value: Opnd) {
        self.op(Op::Ref, RefFn::Set as u8, slot, Opnd::NONE.0, value.0, 0);
    }

    /// The same with a value that is used again.
    pub fn store_copy(&mut self, slot: u16, value: Opnd) {
        self.op(Op::Ref, RefFn::Set as u8, slot, Opnd::NONE.0, value.0, 1);
    }
}

/// A literal or a local without subscripts.
pub fn is_plain(e: &Expr<'_>) -> bool {
    matches!(
        e,
        Expr::Str(_) | Expr::Num(_) | Expr::Glvn(Glvn::Local { subs: [], .. })
    )
}
