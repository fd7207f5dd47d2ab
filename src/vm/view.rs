//! VIEW and $VIEW: the table of keywords, and what they set and tell. Keywords about GT.M's own insides are taken and do nothing.

use super::machine::Machine;
use crate::value::Value;
use crate::value::errors::{self, MError};

/// Number of arguments behind a keyword, least and most; `None` where the keyword has no place.
type Count = Option<(u8, u8)>;

/// Keyword, arguments of VIEW, arguments of $VIEW. GT.M takes every beginning of a keyword that has three letters.
const KEYWORDS: &[(&str, Count, Count)] = &[
    ("BADCHAR", Some((0, 0)), Some((0, 0))),
    ("BREAKMSG", Some((0, 9)), Some((0, 9))),
    ("DBFLUSH", Some((0, 2)), None),
    ("DBSYNC", Some((0, 1)), None),
    ("DEBUG1", Some((0, 9)), Some((0, 9))),
    ("DEVICE", None, Some((1, 1))),
    ("DMTERM", Some((0, 0)), Some((0, 0))),
    ("EPOCH", Some((0, 1)), Some((1, 1))),
    ("FLUSH", Some((0, 1)), Some((1, 1))),
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
    ("TRACE", Some((1, 3)), Some((1, 1))),
    ("TRANSACTIONID", Some((0, 9)), Some((0, 9))),
    ("UNDEF", Some((0, 0)), Some((0, 0))),
    ("YCHKCOLL", Some((1, 1)), None),
    ("YDIRTREE", Some((1, 1)), Some((1, 1))),
    ("YGDS2GVN", None, Some((1, 2))),
    ("YGVN2GDS", None, Some((1, 2))),
    ("YLCT", Some((1, 3)), Some((0, 2))),
];

/// The row of a keyword, which may be abbreviated.
fn keyword(text: &[u8]) -> Result<&'static (&'static str, Count, Count), MError> {
    let upper = text.to_ascii_uppercase();
    KEYWORDS
        .iter()
        .find(|(name, ..)| upper.len() >= 3 && name.as_bytes().starts_with(&upper))
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
            "LVNULLSUBS" => s.local_nulls = true,
            "NOLVNULLSUBS" | "NEVERLVNULLSUBS" => s.local_nulls = false,
            "BADCHAR" => s.bad_char = true,
            "NOBADCHAR" => s.bad_char = false,
            "UNDEF" => s.undef = true,
            "NOUNDEF" => s.undef = false,
            "BREAKMSG" => s.break_messages = args.first().map_or(Ok(31), Value::to_i64)?,
            "PATCODE" => {
                let table = args.first().map(Value::to_vec).unwrap_or_default();
                if !matches!(table.to_ascii_uppercase().as_slice(), b"" | b"M" | b"UTF-8") {
                    return Err(MError::arg(errors::PATTABNOTFND, table));
                }
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
            "FULL_BOOLEAN" => text("GT.M Boolean short-circuit"),
            "GVACCESS_METHOD" => text("BG"),
            "GVFIRST" | "GVNEXT" | "REGION" => text("DEFAULT"),
            "GVDUPSETNOOP" | "LABELS" => Value::ONE,
            "LINK" => text("NORECURSIVE"),
            "LVNULLSUBS" => Value::bool(s.local_nulls),
            "MAX_SOCKETS" => {
                let most = self
                    .host
                    .env("gtm_max_sockets")
                    .or_else(|| self.host.env("ydb_max_sockets"));
                most.map_or(Value::int(64), |v| Value::from_bytes(&v))
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
            "YLCT" if !args.is_empty() => Value::int(-1),
            "GVFILE" | "GVSTATS" | "JNLFILE" | "RTNCHECKSUM" | "TRANSACTIONID" | "YDIRTREE"
            | "YGDS2GVN" | "YGVN2GDS" => Value::EMPTY,
            _ => Value::ZERO,
        })
    }
}
