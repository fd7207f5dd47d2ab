//! Which WRITEs of a line may leave their output to a later one of the same line, so that it goes in one send.
//!
//! Between them may stand only commands that neither wait nor ask what became of the output, nor call anything.

use crate::syntax::ast::*;
use crate::syntax::words::{Func, Svn, Verb};

/// The WRITE at the head of `commands` is followed by another one, with only plain commands up to that.
pub fn goes_on(commands: &[Command<'_>]) -> bool {
    let rest = commands.get(1..).unwrap_or_default();
    rest.iter()
        .position(|c| c.verb == Verb::Write)
        .is_some_and(|next| rest[..=next].iter().all(is_plain))
}

/// The body of a FOR has a WRITE and only plain commands.
pub fn loops(body: &[Command<'_>]) -> bool {
    body.iter().any(|c| c.verb == Verb::Write)
        && body.iter().all(|c| {
            is_plain(c)
                || matches!(
                    c.verb,
                    Verb::Quit | Verb::If | Verb::Else | Verb::For if c.args.iter().all(plain_arg)
                ) && c.post.is_none_or(plain)
        })
}

fn is_plain(command: &Command<'_>) -> bool {
    matches!(command.verb, Verb::Write | Verb::Set | Verb::Kill)
        && command.post.is_none_or(plain)
        && command.args.iter().all(plain_arg)
}

fn plain_arg(arg: &Arg<'_>) -> bool {
    match arg {
        Arg::Expr { expr, post } => plain(expr) && post.is_none_or(plain),
        Arg::Set { targets, value } => plain(value) && targets.iter().all(plain_target),
        Arg::Glvn(glvn) => local(glvn),
        Arg::For { var, params } => {
            local(var)
                && params.iter().all(|p| {
                    plain(p.start) && p.step.is_none_or(plain) && p.limit.is_none_or(plain)
                })
        }
        Arg::Write(item) => match item {
            WriteItem::Expr(e)
            | WriteItem::Whole(e)
            | WriteItem::Char(e)
            | WriteItem::Column(e) => plain(e),
            WriteItem::Newline | WriteItem::Page => true,
            WriteItem::Control { .. } => false,
        },
        _ => false,
    }
}

fn plain_target(target: &Target<'_>) -> bool {
    let place = |e: &Option<&Expr<'_>>| e.is_none_or(plain);
    match target {
        Target::Glvn(glvn) => local(glvn),
        Target::Piece {
            glvn,
            delim,
            from,
            to,
            ..
        } => local(glvn) && plain(delim) && place(from) && place(to),
        Target::Extract { glvn, from, to, .. } => local(glvn) && place(from) && place(to),
        Target::Svn(_) => false,
    }
}

/// A local variable: what is done to a global may be seen by others, who have to find the output that came before.
fn local(glvn: &Glvn<'_>) -> bool {
    matches!(glvn, Glvn::Local { subs, .. } if subs.iter().all(plain))
}

fn plain(expr: &Expr<'_>) -> bool {
    match expr {
        Expr::Str(_) | Expr::Num(_) => true,
        Expr::Glvn(
            Glvn::Local { subs, .. }
            | Glvn::Naked { subs }
            | Glvn::Global {
                env: Env::None,
                subs,
                ..
            },
        ) => subs.iter().all(plain),
        Expr::Svn(svn) => matches!(
            svn,
            Svn::X | Svn::Y | Svn::Test | Svn::Horolog | Svn::Io | Svn::Job | Svn::Principal
        ),
        Expr::Unary(_, a) => plain(a),
        Expr::Binary(_, a, b) => plain(a) && plain(b),
        Expr::Pattern {
            subject, pattern, ..
        } => plain(subject) && matches!(pattern, PatternArg::Text(_)),
        Expr::Func { func, args } => {
            matches!(
                func,
                Func::Ascii
                    | Func::Char
                    | Func::Data
                    | Func::Extract
                    | Func::Find
                    | Func::Fnumber
                    | Func::Get
                    | Func::Justify
                    | Func::Length
                    | Func::Order
                    | Func::Piece
                    | Func::Query
                    | Func::Random
                    | Func::Reverse
                    | Func::Translate
                    | Func::Zchar
                    | Func::Zwrite
            ) && args.iter().flatten().all(plain)
        }
        Expr::Select(pairs) => pairs.iter().all(|(c, v)| plain(c) && plain(v)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::parse::parse_commands;

    #[test]
    fn only_plain_commands_may_stand_between() {
        let arena = bumpalo::Bump::new();
        for (text, expected) in [
            ("w a,! w b", true),
            ("w a s x=$l(y)_^z w b", true),
            ("w a s ^x=1 w b", false),
            ("w a s x=$$f w b", false),
            ("w a i $device w b", false),
            ("w a w $device", false),
            ("w a d f w b", false),
            ("w a h 1 w b", false),
            ("w a r x w b", false),
            ("w a w /wait", false),
            ("w a s @x w b", false),
            ("w a", false),
        ] {
            let line = parse_commands(&arena, text.as_bytes());
            assert_eq!(goes_on(line.commands), expected, "{text}");
        }
        for (text, expected) in [
            ("w i,!", true),
            ("q:i>5  w i,!", true),
            ("i x w i k y", true),
            ("s x=$o(^g(x)) q:x=\"\"  w x,!", true),
            ("f j=1:1:3 w i,j", true),
            ("w i h 1", false),
            ("s x=i", false),
            ("w i d f", false),
            ("r x q:$zeof  w x,!", false),
            ("w i g out", false),
        ] {
            let line = parse_commands(&arena, text.as_bytes());
            assert_eq!(loops(line.commands), expected, "{text}");
        }
    }
}
