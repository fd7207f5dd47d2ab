//! $FNUMBER, $RANDOM, $ZBIT..., $ZCONVERT, $ZDATE, $ZMESSAGE, $ZTRNLNM and $ZWRITE.

use super::text::format_error;
use super::{Answer, Cx, at, bounded};
use crate::syntax::words::Func;
use crate::value::bits::{self, BitError};
use crate::value::chars::check_utf8;
use crate::value::convert::{ConvertError, convert_case, convert_encoding};
use crate::value::date::{self, DateError};
use crate::value::errors::{self, Code, MError};
use crate::value::fnumber::{self, FmtError};
use crate::value::{NUM_BUF, Value, zwr};

/// `$FNUMBER(number,codes,decimals)`.
pub fn fnumber(args: &[&Value]) -> Answer {
    let decimals = match at(args, 2) {
        Value::Undef => None,
        decimals => Some(decimals.to_i32()?),
    };
    if decimals.is_some_and(|n| n < 0) {
        return Err(format_error(FmtError::NegativeFraction, b""));
    }
    let number = at(args, 0).num()?;
    let mut buf = NUM_BUF;
    let codes = at(args, 1).bytes(&mut buf);
    let result = fnumber::fnumber(number, codes, decimals);
    Ok(result.map_err(|e| format_error(e, codes))?.into())
}

/// `$RANDOM(bound)`, below 2^31 as in GT.M.
pub fn random(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let Some(bound) = u64::try_from(at(args, 0).to_i32()?).ok().filter(|&n| n > 0) else {
        return Err(errors::RANDARGNEG.into());
    };
    // SplitMix64; the high half of the product is even enough for bounds this small.
    let state = cx.random.get().wrapping_add(0x9e37_79b9_7f4a_7c15);
    cx.random.set(state);
    let mut z = state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^= z >> 31;
    Ok(Value::Int(
        ((u128::from(z) * u128::from(bound)) >> 64) as i64,
    ))
}

/// The functions on bit strings.
pub fn zbit(func: Func, args: &[&Value]) -> Answer {
    let (mut x, mut y) = (NUM_BUF, NUM_BUF);
    let s = at(args, 0).bytes(&mut x);
    let number = |index: usize| at(args, index).to_i64();
    let truth = |index: usize| number(index).map(|n| n != 0);
    let string = |result: Result<Vec<u8>, BitError>| Ok(result?.into());
    let count = |result: Result<usize, BitError>| Ok(Value::int(result? as i64)); // far below 2^63
    match func {
        Func::Zbitstr => {
            let (length, value) = (number(0)?, truth(1)?);
            string(bits::zbitstr(length, value))
        }
        Func::Zbitget => {
            let position = number(1)?;
            Ok(Value::bool(bits::zbitget(s, position)?))
        }
        Func::Zbitset => {
            let (position, value) = (number(1)?, truth(2)?);
            string(bits::zbitset(s, position, value))
        }
        Func::Zbitfind => {
            let (value, start) = (truth(1)?, number(2)?);
            count(bits::zbitfind(s, value, start))
        }
        Func::Zbitlen => count(bits::zbitlen(s)),
        Func::Zbitcount => count(bits::zbitcount(s)),
        Func::Zbitnot => string(bits::zbitnot(s)),
        Func::Zbitand => string(bits::zbitand(s, at(args, 1).bytes(&mut y))),
        Func::Zbitor => string(bits::zbitor(s, at(args, 1).bytes(&mut y))),
        _ => string(bits::zbitxor(s, at(args, 1).bytes(&mut y))),
    }
}

impl From<BitError> for MError {
    #[cold]
    fn from(error: BitError) -> Self {
        match error {
            BitError::Length => errors::INVBITLEN,
            BitError::Position => errors::INVBITPOS,
            BitError::Bits => errors::INVBITSTR,
        }
        .into()
    }
}

/// `$ZCONVERT(s,case)` and `$ZCONVERT(s,from,to)`.
pub fn zconvert(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let (mut x, mut y, mut z) = (NUM_BUF, NUM_BUF, NUM_BUF);
    let s = at(args, 0).bytes(&mut x);
    let from = at(args, 1).bytes(&mut y);
    let to = at(args, 2);
    if to.is_defined() {
        let to = to.bytes(&mut z);
        let result = convert_encoding(s, from, to, cx.chset);
        return bounded(result.map_err(|e| convert_error(e, &[from, to]))?);
    }
    let result = convert_case(s, from, cx.chset).map_err(|e| convert_error(e, &[from]))?;
    if cx.checks() {
        check_utf8(s)?;
    }
    bounded(result)
}

/// The M error, which names the argument at fault with its own bytes.
#[cold]
fn convert_error(error: ConvertError, names: &[&[u8]]) -> MError {
    let own = |shown: String| {
        let found = names
            .iter()
            .find(|name| String::from_utf8_lossy(name) == shown);
        found.map_or_else(|| shown.clone().into_bytes(), |name| name.to_vec())
    };
    match error {
        ConvertError::BadCaseCode(code) => MError::arg(errors::BADCASECODE, own(code)),
        ConvertError::BadChset(name) => MError::arg(errors::BADCHSET, own(name)),
        ConvertError::NotInM => MError::new(errors::INVFCN)
            .text("Three-argument form of $ZCONVERT() is not allowed in the current $ZCHSET"),
        ConvertError::BadChar(error) => error.into(),
    }
}

/// `$ZDATE(horolog,format,months,days)`.
pub fn zdate(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let [mut a, mut b, mut c, mut d] = [NUM_BUF; 4];
    let horolog = at(args, 0).bytes(&mut a);
    let (date, time) = match memchr::memchr(b',', horolog) {
        Some(comma) => horolog.split_at(comma),
        None => (horolog, &b","[..]),
    };
    let time = time.get(1..).unwrap_or_default();
    // Numbers out of M's range are an error before days out of the calendar are.
    Value::from_bytes(date).num()?;
    Value::from_bytes(time).num()?;
    let (format, months, days) = (
        at(args, 1).bytes(&mut b),
        at(args, 2).bytes(&mut c),
        at(args, 3).bytes(&mut d),
    );
    match date::zdate(horolog, format, months, days, cx.zdateform) {
        Ok(result) => Ok(result.into()),
        Err(DateError::Format) => Err(errors::ZDATEFMT.into()),
        Err(DateError::BadDate(_)) => Err(MError::arg(errors::ZDATEBADDATE, date)),
        Err(DateError::BadTime(_)) => Err(MError::arg(errors::ZDATEBADTIME, time)),
    }
}

/// `$ZMESSAGE(number)`: the message with the marks of its parameters; below a million the system's.
pub fn zmessage(args: &[&Value]) -> Answer {
    /// Set in numbers of messages that are raised on behalf of another one.
    const FOREIGN: i64 = 1 << 28;
    let number = i64::from(at(args, 0).to_i32()?);
    let own = number & !FOREIGN;
    if let Some((code, _)) = Code::from_number(own & !7) {
        let severity = match Code::from_number(own) {
            Some((_, severity)) => severity,
            None => 'U',
        };
        let text = format!("%GTM-{severity}-{}, {}", code.mnemonic(), code.template());
        return Ok(Value::from(text.as_str()));
    }
    if let 1..1_000_000 = number {
        let text = errors::system_text(number as i32);
        return Ok(Value::from(
            format!("%SYSTEM-E-ENO{number}, {text}").as_str(),
        ));
    }
    Ok(Value::from("%SYSTEM-E-UNKNOWN, Unknown system error !SL"))
}

/// `$ZTRNLNM(name,table,index,mode,case,item)`: an environment variable; of the rest only `item` means something outside VMS.
pub fn ztrnlnm(args: &[&Value], cx: &Cx<'_>) -> Answer {
    /// Items and the length of their shortest abbreviation.
    const ITEMS: [(&str, usize); 10] = [
        ("VALUE", 3),
        ("FULL", 3),
        ("LENGTH", 3),
        ("TERMINAL", 3),
        ("NO_ALIAS", 8),
        ("ACCESS_MODE", 11),
        ("CONCEALED", 9),
        ("MAX_INDEX", 9),
        ("TABLE", 5),
        ("TABLE_NAME", 10),
    ];
    at(args, 2).to_i32()?;
    let [mut a, mut b] = [NUM_BUF; 2];
    let item = match at(args, 5).bytes(&mut b) {
        b"" => "VALUE",
        given => ITEMS
            .iter()
            .find(|(name, least)| given.len() >= *least && abbreviates(given, name))
            .map(|(name, _)| *name)
            .ok_or_else(|| MError::arg(errors::BADTRNPARAM, given))?,
    };
    let name = std::str::from_utf8(at(args, 0).bytes(&mut a)).unwrap_or_default();
    let value = if name.is_empty() || name.contains(['=', '\0']) {
        None
    } else {
        cx.env.get(name).map(<[u8]>::to_vec)
    };
    Ok(match (item, value) {
        ("VALUE" | "FULL", Some(value)) => return bounded(value),
        ("LENGTH", Some(value)) => Value::int(value.len() as i64),
        ("TERMINAL", value) => Value::bool(value.is_some()),
        ("NO_ALIAS", _) => Value::ONE,
        ("TABLE_NAME", _) | (_, None) => Value::EMPTY,
        _ => Value::ZERO,
    })
}

/// Whether `given` is `name` or its beginning, in either case.
pub fn abbreviates(given: &[u8], name: &str) -> bool {
    name.as_bytes()
        .get(..given.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(given))
}

/// `$ZWRITE(s,direction)`.
pub fn zwrite(args: &[&Value], cx: &Cx<'_>) -> Answer {
    let back = at(args, 1).to_i32()? != 0;
    let mut buf = NUM_BUF;
    let s = at(args, 0).bytes(&mut buf);
    if !back {
        return bounded(zwr::zwrite(s, cx.chset));
    }
    Ok(zwr::unzwrite(s, cx.chset).into())
}
