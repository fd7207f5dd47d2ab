//! The configuration file of Tuxedo, UBBCONFIG(5): read, checked whole, and written back.
//!
//! The text is cut by [`lexer`], put into a tree by the grammar `lalrpop/ubbconfig.lalrpop`, looked up in the table of
//! parameters ([`params`]) and made into a [`Configuration`] with all defaults in their places. All that is wrong is reported at
//! once, each with its place.

pub mod buftype;
pub mod clopt;
mod entry;
pub mod lexer;
pub mod params;
pub mod problem;
pub mod ranges;
mod resolve;
pub mod tree;
pub mod types;
mod unload;

pub use buftype::{BufType, BufTypes};
pub use clopt::{Clopt, CloptError, Offer, Spawn};
pub use params::{Kind, Param, Section, TABLE};
pub use problem::{Caution, Problem, Problems, Wrong};
pub use ranges::Ranges;
pub use types::{
    Configuration, FieldType, Group, Machine, Model, Network, Resources, Routing, Server, Service,
};

use problem::Span;

/// The parser that LALRPOP makes of `lalrpop/ubbconfig.lalrpop`.
#[allow(clippy::all, dead_code, unused)]
mod grammar {
    include!(concat!(env!("OUT_DIR"), "/ubbconfig.rs"));
}

/// Whose defaults hold where releases of Tuxedo differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Release {
    /// Release 8.0 and later: MAXCONV is 64 when there are conversational servers.
    #[default]
    Current,
    /// System/T, release 4: it is 10.
    SystemT,
}

impl Release {
    /// The environment variable that chooses: `4` is System/T, anything else is the current release.
    pub const VARIABLE: &str = "MRUN_ATMI_RELEASE";

    /// The release that the environment asks for.
    pub fn of(lookup: impl Fn(&str) -> Option<String>) -> Release {
        match lookup(Release::VARIABLE).as_deref() {
            Some("4") => Release::SystemT,
            _ => Release::Current,
        }
    }

    /// MAXCONV when it is not given and there is a server with CONV=Y.
    pub fn conversations(self) -> u32 {
        match self {
            Release::Current => 64,
            Release::SystemT => 10,
        }
    }
}

/// A configuration, and what is to be said about its file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loaded {
    pub configuration: Configuration,
    /// Parameters that do nothing, and what is likely not meant.
    pub warnings: Vec<Problem<Caution>>,
}

/// Reads the text of a configuration file; `file` is its name in messages.
///
/// # Errors
/// All that is wrong in it, in the order of the lines, with line, column, the line's text and what to do.
pub fn read(file: &str, text: &str, release: Release) -> Result<Loaded, Problems> {
    let mut report = entry::Report::default();
    let (tokens, flaws) = lexer::tokens(text);
    let mut commas: Vec<Span> = Vec::new();
    let tree = grammar::FileParser::new().parse(&mut commas, tokens.into_iter().map(Ok::<_, ()>));
    for (at, what) in flaws {
        report.wrong(at, what);
    }
    for at in commas {
        report.wrong(at, Wrong::Comma);
    }
    let tree = tree.unwrap_or_else(|_| {
        let at = Span {
            start: text.len(),
            end: text.len(),
        };
        report.wrong(at, Wrong::Syntax);
        tree::File::default()
    });
    let configuration = resolve::resolve(&tree, release, &mut report);
    report
        .errors
        .sort_by_key(|(at, _)| at.map_or(usize::MAX, |at| at.start));
    report.warnings.sort_by_key(|(at, _)| at.start);
    let warnings = report.warnings.into_iter();
    let warnings = warnings
        .map(|(at, what)| Problem::new(file, text, Some(at), what))
        .collect();
    if report.errors.is_empty() {
        return Ok(Loaded {
            configuration,
            warnings,
        });
    }
    let errors = report.errors.into_iter();
    let errors = errors
        .map(|(at, what)| Problem::new(file, text, at, what))
        .collect();
    Err(Problems { errors, warnings })
}

#[cfg(test)]
mod tests;
