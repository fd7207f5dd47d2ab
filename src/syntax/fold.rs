//! Constant expressions: what GT.M's compiler works out, and the errors that it finds in doing so.

use super::ast::{BinaryOp, Expr, Glvn, PatternArg, UnaryOp};
use crate::value::num::{Num, NumError};

/// Levels of operators between constants that are worked out.
const MAX_FOLDED: u32 = 64;

/// The value of `a op b` if both are constants.
///
/// # Errors
/// What is wrong with the numbers.
pub fn binary(op: BinaryOp, a: &Expr<'_>, b: &Expr<'_>) -> Result<Option<Num>, NumError> {
    folded(op, a, b, MAX_FOLDED)
}

/// Whether the node at an address is one of the operands of `e`.
pub fn holds(e: &Expr<'_>, node: usize) -> bool {
    fn within(e: &Expr<'_>, node: usize, levels: u32) -> bool {
        if std::ptr::from_ref(e).addr() == node {
            return true;
        }
        let Some(left) = levels.checked_sub(1) else {
            return false;
        };
        match e {
            Expr::Unary(_, a) => within(a, node, left),
            Expr::Binary(_, a, b) => within(b, node, left) || within(a, node, left),
            Expr::Pattern {
                subject, pattern, ..
            } => {
                within(subject, node, left)
                    || matches!(pattern, PatternArg::Indirect(e) if within(e, node, left))
            }
            Expr::Glvn(Glvn::Indirect { expr, .. }) => within(expr, node, left),
            _ => false,
        }
    }
    within(e, node, MAX_FOLDED)
}

/// What is wrong with a literal where a number is looked for in it: behind `+`, or before a pattern.
pub fn fault(e: &Expr<'_>) -> Option<NumError> {
    match e {
        Expr::Str(text) => Num::parse_prefix(text).err(),
        Expr::Binary(BinaryOp::Concat | BinaryOp::Joined, ..) => literal(e, MAX_FOLDED).err(),
        _ => None,
    }
}

/// The value of an arithmetic operation on constants. Operands of any operator but `_` have to be in the range of numbers,
/// and a division by zero is left to the moment when control reaches it.
fn folded(op: BinaryOp, a: &Expr<'_>, b: &Expr<'_>, levels: u32) -> Result<Option<Num>, NumError> {
    use BinaryOp as B;
    if matches!(op, B::Concat | B::Joined) {
        return Ok(None);
    }
    // Mostly one of the two is no constant, and the right one is the shorter.
    let b = literal(b, levels);
    if let Ok(None) = b {
        return Ok(None);
    }
    let Some(a) = literal(a, levels)? else {
        return Ok(None);
    };
    let Some(b) = b? else { return Ok(None) };
    let result = match op {
        B::Add => a.add(b),
        B::Subtract => a.sub(b),
        B::Multiply => a.mul(b),
        B::Divide => a.div(b),
        B::IntDivide => a.int_div(b),
        B::Modulo => a.modulo(b),
        B::Power => a.pow(b),
        _ => return Ok(None),
    };
    match result {
        Err(NumError::DivideByZero) => Ok(None),
        result => result.map(Some),
    }
}

/// Whether an expression consists of constants, as far as a few levels deep.
pub fn is_constant(e: &Expr<'_>) -> bool {
    constant_within(e, 30)
}

fn constant_within(e: &Expr<'_>, levels: u32) -> bool {
    let Some(left) = levels.checked_sub(1) else {
        return false;
    };
    match e {
        Expr::Str(_) | Expr::Num(_) => true,
        Expr::Unary(_, inner) => constant_within(inner, left),
        Expr::Binary(_, a, b) => constant_within(a, left) && constant_within(b, left),
        _ => false,
    }
}

/// The number that a constant expression stands for.
fn literal(e: &Expr<'_>, levels: u32) -> Result<Option<Num>, NumError> {
    let Some(left) = levels.checked_sub(1) else {
        return Ok(None);
    };
    match *e {
        Expr::Str(text) | Expr::Num(text) => Num::parse_prefix(text).map(Some),
        // GT.M leaves this one to the moment when control reaches it.
        Expr::Unary(UnaryOp::Minus, inner) if fault(inner).is_some() => Ok(None),
        Expr::Unary(UnaryOp::Minus, inner) => Ok(literal(inner, left)?.map(Num::neg)),
        Expr::Unary(UnaryOp::Plus, inner) => literal(inner, left),
        Expr::Binary(BinaryOp::Concat | BinaryOp::Joined, ..) => {
            let mut text = Vec::new();
            Ok(match joined(e, levels, &mut text)? {
                true => Some(Num::parse_prefix(&text)?),
                false => None,
            })
        }
        Expr::Binary(op, a, b) => folded(op, a, b, left),
        _ => Ok(None),
    }
}

/// Appends the text of a constant expression; whether it is one.
fn joined(e: &Expr<'_>, levels: u32, text: &mut Vec<u8>) -> Result<bool, NumError> {
    let Some(left) = levels.checked_sub(1) else {
        return Ok(false);
    };
    match *e {
        Expr::Str(part) => text.extend_from_slice(part),
        Expr::Binary(BinaryOp::Concat | BinaryOp::Joined, a, b) => {
            // Mostly one of the two is no constant, and the right one is the shorter.
            let mut tail = Vec::new();
            if !joined(b, left, &mut tail)? || !joined(a, left, text)? {
                return Ok(false);
            }
            text.append(&mut tail);
        }
        _ => match literal(e, left)? {
            Some(n) => n.write(text),
            None => return Ok(false),
        },
    }
    Ok(true)
}
