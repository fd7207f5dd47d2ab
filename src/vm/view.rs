//! VIEW and $VIEW: the table of keywords, and what they set and tell. Keywords about GT.M's own insides are taken and do nothing.

use super::machine::Machine;
use crate::value::Value;
use crate::value::errors::{self, MError};

/// Number of arguments behind a keyword, least and most; `None` where the keyword has no place.
type Count = Option<(u8, u8)>;

/// Keyword, arguments of VIEW, arguments of $VIEW. GT.M takes every beginning of a keyword.
const KEYWORDS: &[(&str, Count, Count)] = &[
    ("BADCHAR", Some((0, 0)), Some((0, 0))),
    ("BREAKMSG", Some((0, 9)), Some((0, 9))),
    ("DBFLUSH", Some((0, 2)), Some((1, 1))),
    ("DBSYNC", Some((0, 1)), None),
    ("DEBUG1", Some((0, 9)), Some((0, 9))),
    ("DEVICE", None, Some((1, 1))),
    ("DMTERM", Some((0, 0)), Some((0, 0))),
    ("EPOCH", Some((0, 1)), Some((1, 1))),
    ("FLUSH", Some((0, 1)), Some((1, 1))),
    ("FREEBLOCKS", None, Some((1, 1))),
    ("FREEZE", None, Some((1, 1))),
    ("FULL_BOOLEAN", Some((0, 0)), Some((0, 0))),
    ("FULL_BOOLWARN", Some((0, 0)), None),
    ("GDSCERT", Some((0, 9)), Some((0, 9))),
    ("GVACCESS_METHOD", None, Some((1, 1))),
    ("GVDUPSETNOOP", Some((0, 9)), Some((0, 9))),
    ("GVFILE", None, Some((1, 1))),
    ("GVFIRST", None, Some((0, 0))),
    ("GVNEXT", None, Some((1, 1))),
    ("GVSRESET", Some((0, 1)), None),
    ("GVSTATS", None, Some((1, 1))),
    ("JNLACTIVE", None, Some((1, 1))),
    ("JNLERROR", Some((0, 9)), Some((0, 9))),
    ("JNLFILE", None, Some((1, 1))),
    ("JNLFLUSH", Some((0, 1)), None),
    ("JNLTRANSACTION", None, Some((0, 0))),
    ("JNLWAIT", Some((0, 0)), None),
    ("JOBPID", Some((0, 9)), None),
    ("LABELS", Some((0, 9)), Some((0, 9))),
    ("LINK", Some((0, 9)), Some((0, 9))),
    ("LOGNONTP", Some((0, 9)), Some((0, 9))),
    ("LOGTPRESTART", Some((0, 9)), Some((0, 9))),
    ("LVNULLSUBS", Some((0, 0)), Some((0, 0))),
    ("LV_CREF", None, Some((1, 1))),
    ("LV_GCOL", Some((0, 0)), Some((0, 0))),
    ("LV_REF", None, Some((1, 1))),
    ("LV_REHASH", Some((0, 0)), None),
    ("MAX_SOCKETS", None, Some((0, 0))),
    ("NEVERLVNULLSUBS", Some((0, 0)), None),
    ("NOBADCHAR", Some((0, 0)), None),
    ("NODMTERM", Some((0, 0)), None),
    ("NOFULL_BOOLEAN", Some((0, 0)), None),
    ("NOISOLATION", Some((0, 1)), Some((1, 1))),
    ("NOLOGNONTP", Some((0, 0)), None),
    ("NOLOGTPRESTART", Some((0, 0)), None),
    ("NOLVNULLSUBS", Some((0, 0)), None),
    ("NOSTATSHARE", Some((0, 1)), None),
    ("NOUNDEF", Some((0, 0)), None),
    ("PATCODE", Some((0, 9)), Some((0, 9))),
    ("PATLOAD", Some((1, 1)), Some((1, 1))),
    ("POOLLIMIT", Some((0, 2)), Some((1, 1))),
    ("PROBECRIT", None, Some((1, 1))),
    ("REGION", None, Some((1, 1))),
    ("RESETGVSTATS", Some((0, 0)), None),
    ("RTNCHECKSUM", None, Some((1, 1))),
    ("RTNNEXT", None, Some((1, 1))),
    ("SPSIZE", None, Some((0, 0))),
    ("STATSHARE", Some((0, 1)), Some((0, 1))),
    ("STKSIZ", None, Some((0, 0))),
    ("STP_GCOL", Some((0, 0)), None),
    ("TOTALBLOCKS", None, Some((1, 1))),
    ("TRACE", Some((1, 3)), Some((1, 1))),
    ("TRANSACTIONID", Some((0, 9)), Some((0, 9))),
    ("UNDEF", Some((0, 0)), Some((0, 0))),
    ("YCHKCOLL", Some((1, 1)), None),
    ("YDIRTREE", Some((1, 1)), Some((1, 1))),
    ("YGDS2GVN", None, Some((1, 2))),
    ("YGVN2GDS", None, Some((1, 2))),
    ("YLCT", Some((1, 3)), Some((0, 2))),
];

/// Whether empty subscripts of locals are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Nulls {
    /// Only where nothing is set.
    NoSet,
    Always,
    Never,
}

/// What VIEW sets and only $VIEW tells again.
#[derive(Debug, Clone)]
pub(super) struct Views {
    /// Whether labels are taken as they are written.
    labels: bool,
    recursive: bool,
    log_tp: i64,
    log_non_tp: i64,
    same_set: bool,
    terminal: bool,
    journal: i64,
    not_isolated: Vec<Vec<u8>>,
}

impl Default for Views {
    fn default() -> Self {
        Views {
            labels: true,
            recursive: false,
            log_tp: 0,
            log_non_tp: 0,
            same_set: true,
            terminal: false,
            journal: 0,
            not_isolated: Vec::new(),
        }
    }
}

fn is_global(name: &[u8]) -> bool {
    name.strip_prefix(b"^").is_some_and(super::calls::is_name)
}

impl Views {
    /// VIEW "NOISOLATION": names with commas between, in place of those before, or added to or taken from them.
    fn isolate(&mut self, text: &[u8]) -> Result<(), MError> {
        let (sign, list) = match text.split_first() {
            Some((sign @ (b'+' | b'-'), rest)) => (*sign, rest),
            _ => (b'=', text),
        };
        let names: Vec<Vec<u8>> = list
            .split(|c| *c == b',')
            .filter(|n| !n.is_empty())
            .map(<[u8]>::to_vec)
            .collect();
        if let Some(bad) = names.iter().find(|n| !is_global(n)) {
            return Err(MError::arg(
                errors::VIEWGVN,
                [b"\"", &bad[..], b"\""].concat(),
            ));
        }
        if sign == b'=' {
            self.not_isolated.clear();
        }
        self.not_isolated.retain(|n| !names.contains(n));
        if sign != b'-' {
            self.not_isolated.extend(names);
        }
        Ok(())
    }
}

/// The row of a keyword, which may be abbreviated.
fn keyword(text: &[u8]) -> Result<&'static (&'static str, Count, Count), MError> {
    let upper = text.to_ascii_uppercase();
    KEYWORDS
        .iter()
        .find(|(name, ..)| !upper.is_empty() && name.as_bytes().starts_with(&upper))
        .ok_or_else(|| MError::arg(errors::VIEWNOTFOUND, text))
}

/// Raises what is wrong with the number of arguments of a keyword.
fn check_count(
    name: &str,
    count: Count,
    given: usize,
    misplaced: errors::Code,
) -> Result<(), MError> {
    let Some((least, most)) = count else {
        return Err(MError::arg(misplaced, name));
    };
    if (usize::from(least)..=usize::from(most)).contains(&given) {
        Ok(())
    } else {
        Err(MError::arg(errors::VIEWARGCNT, name))
    }
}

impl Machine {
    fn has_subscripts(&self) -> bool {
        let node = |id: &u32| self.symbols.node(*id);
        let mut names = self.symbols.defined().into_iter();
        names.any(|id| node(&id).is_some_and(|n| n.kids.is_some()))
    }

    /// VIEW.
    ///
    /// # Errors
    /// VIEWNOTFOUND, VIEWCMD, VIEWARGCNT, PATTABNOTFND.
    pub(super) fn view_command(&mut self, word: &[u8], args: &[Value]) -> Result<(), MError> {
        let &(name, count, of_function) = keyword(word)?;
        // Of a keyword that only $VIEW takes the arguments are counted all the same.
        check_count(name, count.or(of_function), args.len(), errors::VIEWCMD)?;
        if count.is_none() {
            return Err(MError::arg(errors::VIEWCMD, name));
        }
        let s = &mut self.special;
        match name {
            "LVNULLSUBS" => s.local_nulls = Nulls::Always,
            "NOLVNULLSUBS" => s.local_nulls = Nulls::NoSet,
            "NEVERLVNULLSUBS" => s.local_nulls = Nulls::Never,
            "BADCHAR" => s.bad_char = true,
            "NOBADCHAR" => s.bad_char = false,
            "UNDEF" => s.undef = true,
            "NOUNDEF" => s.undef = false,
            "FULL_BOOLEAN" | "FULL_BOOLWARN" | "NOFULL_BOOLEAN" => {
                s.options.full_boolean = name != "NOFULL_BOOLEAN";
                s.boolean_warning = name == "FULL_BOOLWARN";
                // Texts compiled before are compiled again.
                self.forget_texts();
            }
            "BREAKMSG" => s.break_messages = args.first().map_or(Ok(31), Value::to_i64)?,
            "PATCODE" => {
                let table = args.first().map(Value::to_vec).unwrap_or_default();
                let known = match table.to_ascii_uppercase().as_slice() {
                    b"" | b"M" => true,
                    b"UTF-8" => s.utf8,
                    _ => false,
                };
                if !known {
                    return Err(MError::arg(errors::PATTABNOTFND, table));
                }
            }
            // Tables of one's own are not read.
            "PATLOAD" => {
                let file = args.first().map(Value::to_vec).unwrap_or_default();
                return Err(MError::arg(errors::PATLOAD, file));
            }
            "LABELS" => {
                let word = args.first().map(Value::to_vec).unwrap_or_default();
                s.views.labels = !word.eq_ignore_ascii_case(b"UPPER");
            }
            "LINK" => {
                let word = args.first().map(Value::to_vec).unwrap_or_default();
                s.views.recursive = word.eq_ignore_ascii_case(b"RECURSIVE");
            }
            "LOGTPRESTART" => s.views.log_tp = args.first().map_or(Ok(1), Value::to_i64)?,
            "NOLOGTPRESTART" => s.views.log_tp = 0,
            "LOGNONTP" => s.views.log_non_tp = args.first().map_or(Ok(1), Value::to_i64)?,
            "NOLOGNONTP" => s.views.log_non_tp = 0,
            "GVDUPSETNOOP" => s.views.same_set = args.first().map_or(Ok(true), Value::truth)?,
            "DMTERM" => s.views.terminal = true,
            "NODMTERM" => s.views.terminal = false,
            "JNLERROR" => s.views.journal = args.first().map_or(Ok(0), Value::to_i64)?,
            "NOISOLATION" => {
                let names = args.first().map(Value::to_vec).unwrap_or_default();
                s.views.isolate(&names)?;
                let names = s.views.not_isolated.iter().map(|n| n[1..].to_vec());
                self.store.set_not_isolated(&names.collect::<Vec<_>>());
            }
            "YLCT" if !args.is_empty() && self.has_subscripts() => {
                return Err(MError::with(
                    errors::COLLDATAEXISTS,
                    vec![b"subscripted ".to_vec(), b"local".to_vec()],
                ));
            }
            _ => {}
        }
        Ok(())
    }

    /// $VIEW.
    ///
    /// # Errors
    /// VIEWNOTFOUND, VIEWFN, VIEWARGCNT.
    pub(super) fn view_function(&mut self, args: &[Value]) -> Result<Value, MError> {
        let (word, args) = match args.split_first() {
            Some((word, args)) => (word.to_vec(), args),
            None => (Vec::new(), args),
        };
        let &(name, _, count) = keyword(&word)?;
        check_count(name, count, args.len(), errors::VIEWFN)?;
        let first = args.first().map(Value::to_vec).unwrap_or_default();
        let text = |s: &str| Value::from_bytes(s.as_bytes());
        let s = &self.special;
        Ok(match name {
            "BADCHAR" => Value::bool(s.bad_char),
            "BREAKMSG" => Value::int(s.break_messages),
            "DEVICE" => Value::from_bytes(&self.devices.view(&first)),
            "FULL_BOOLEAN" => text(match (s.options.full_boolean, s.boolean_warning) {
                (false, _) => "GT.M Boolean short-circuit",
                (true, false) => "Standard Boolean evaluation side effects",
                (true, true) => "Standard Boolean with side-effect warning",
            }),
            "GVACCESS_METHOD" => text("BG"),
            "GVFIRST" | "REGION" => text("DEFAULT"),
            "FREEBLOCKS" | "GVFILE" | "GVNEXT" | "TOTALBLOCKS" if !is_region(&first, name) => {
                let shown = [b"\"", &first[..], b"\""].concat();
                return Err(MError::arg(errors::NOREGION, shown));
            }
            "FREEBLOCKS" | "GVFILE" | "TOTALBLOCKS" => {
                let room = self.store.room()?.unwrap_or_default();
                match name {
                    "GVFILE" => Value::from_bytes(&room.file),
                    "FREEBLOCKS" => Value::int(room.free as i64),
                    _ => Value::int(room.pages as i64),
                }
            }
            "GVNEXT" if !first.is_empty() => Value::EMPTY,
            "GVNEXT" => text("DEFAULT"),
            "PATLOAD" => return Err(MError::arg(errors::VIEWFN, name)),
            "DMTERM" => Value::bool(s.views.terminal),
            "GVDUPSETNOOP" => Value::bool(s.views.same_set),
            "JNLERROR" => Value::int(s.views.journal),
            "LABELS" => Value::bool(s.views.labels),
            "LOGNONTP" => Value::int(s.views.log_non_tp),
            "LOGTPRESTART" => Value::int(s.views.log_tp),
            "NOISOLATION" => Value::bool(s.views.not_isolated.contains(&first)),
            "LINK" => text(match s.views.recursive {
                true => "RECURSIVE",
                false => "NORECURSIVE",
            }),
            "LVNULLSUBS" => Value::int(s.local_nulls as i64),
            "MAX_SOCKETS" => {
                let most = self.environment().settings().get("max_sockets");
                most.map_or(Value::int(64), |v| Value::from_bytes(v.as_bytes()))
            }
            "PATCODE" => text("M"),
            "RTNNEXT" => {
                let next = self
                    .routines
                    .iter()
                    .map(|r| &r.code.name)
                    .filter(|n| n[..] > first[..])
                    .min();
                next.map_or(Value::EMPTY, |n| Value::from_bytes(n))
            }
            "SPSIZE" => text("0,0,0"),
            "STKSIZ" => Value::int(self.limits.depth as i64),
            "UNDEF" => Value::bool(s.undef),
            "YLCT" if matches!(&first.to_ascii_lowercase()[..], b"ncol" | b"nct") => Value::ZERO,
            "YLCT" if !args.is_empty() => Value::int(-1),
            "GVSTATS" | "JNLFILE" | "RTNCHECKSUM" | "TRANSACTIONID" | "YDIRTREE" | "YGDS2GVN"
            | "YGVN2GDS" => Value::EMPTY,
            _ => Value::ZERO,
        })
    }
}

/// There is one region.
fn is_region(name: &[u8], function: &str) -> bool {
    name.eq_ignore_ascii_case(b"DEFAULT") || name.is_empty() && function == "GVNEXT"
}
