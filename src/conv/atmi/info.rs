//! What the last call left, and settings of the next ones: tperrno, tpurcode, priorities, blocking times, the log.

use super::{Atmi, Outcome, flags};
use crate::conv::codes::{self, Flags, TpErrno};
use crate::conv::failure::Failure;
use crate::conv::request::Priority;
use crate::conv::ulog;
use crate::device::Step;
use crate::runtime::{HostCall, Value};
use std::time::Duration;

/// The priority of a service without PRIO.
const USUAL: u8 = 50;

fn value_of(value: impl Into<Value>) -> Outcome {
    Ok(Step::Done(value.into()))
}

/// tperrno(form): the number of the last call's error, 0 for none; with `"NAME"` its name.
pub fn tperrno(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let error = atmi.failure.as_ref().map(|f| f.error);
    match call.arg(0).is_empty() {
        true => value_of(error.map_or(0, |e| e as i64)),
        false => value_of(error.map_or("", TpErrno::name)),
    }
}

/// tpurcode(): the return code of the service that last ended.
pub fn tpurcode(atmi: &mut Atmi, _call: &mut HostCall) -> Outcome {
    value_of(atmi.code)
}

/// tpstrerror(number): what that error says; the last one's without a number.
pub fn tpstrerror(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let error = match call.is_defined(0) {
        true => TpErrno::of_number(call.arg(0).to_i64().unwrap_or(0)),
        false => atmi.failure.as_ref().map(|f| f.error),
    };
    value_of(error.map_or(String::new(), |e| format!("{} - {}", e.name(), e.text())))
}

/// value(name): the number of a flag, an error, an event or an outcome; empty for an unknown name.
pub fn value(_atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let number = codes::value(&call.arg(0).to_string());
    value_of(number.map_or_else(Value::default, Value::from))
}

/// userlog(text): adds a line to the log. The number of its bytes.
pub fn userlog(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let text = call.arg(0).to_string();
    let welcome = atmi.membership.welcome();
    let environment = call.environment().get("ULOGPFX").unwrap_or_default();
    let environment = String::from_utf8_lossy(environment).into_owned();
    let prefix = welcome.map_or(environment, |w| w.log.clone());
    let program = welcome.map_or("client", |w| match w.program.as_str() {
        "" => "client",
        program => program,
    });
    ulog::write(Some(&prefix), program, &text);
    value_of(text.len() as i64)
}

/// tpsprio(priority, flags): the priority of the next request; with TPABSOLUTE that number, without it so much more or
/// less than that of its service.
pub fn tpsprio(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let flags = flags(call, 1, &[Flags::ABSOLUTE])?;
    let number = call.arg(0).to_i64().unwrap_or(0);
    atmi.priority = Some(match flags.has(Flags::ABSOLUTE) {
        true if !(1..=100).contains(&number) => {
            return Err(Failure::invalid("a priority is 1 to 100"));
        }
        true => Priority::Absolute(number as u8),
        false => Priority::Relative(number.clamp(-100, 100) as i8),
    });
    value_of(0)
}

/// tpgprio(): the priority of the last request; PRIO of its service counts as 50.
pub fn tpgprio(atmi: &mut Atmi, _call: &mut HostCall) -> Outcome {
    value_of(i64::from(atmi.last_priority.of(USUAL)))
}

/// tpsblktime(seconds, which): the bound of blocking calls, `"TPBLK_NEXT"` for the next one or `"TPBLK_ALL"`; 0 is the monitor's again.
pub fn tpsblktime(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let seconds = call.arg(0).to_f64().unwrap_or(-1.0);
    if !(0.0..=32_767.0).contains(&seconds) {
        return Err(Failure::invalid("a blocking time is 0 to 32767 seconds"));
    }
    let time = (seconds > 0.0).then(|| Duration::from_secs_f64(seconds));
    match &*call.arg(1).to_string() {
        "TPBLK_NEXT" | "" => atmi.blocktime.next = time,
        "TPBLK_ALL" => atmi.blocktime.all = time,
        other => {
            return Err(Failure::invalid(format!(
                "'{other}' is neither TPBLK_NEXT nor TPBLK_ALL"
            )));
        }
    }
    value_of(0)
}

/// tpgblktime(which): that bound in seconds, 0 without one.
pub fn tpgblktime(atmi: &mut Atmi, call: &mut HostCall) -> Outcome {
    let time = match &*call.arg(0).to_string() {
        "TPBLK_NEXT" | "" => atmi.blocktime.next,
        "TPBLK_ALL" => atmi.blocktime.all,
        other => {
            return Err(Failure::invalid(format!(
                "'{other}' is neither TPBLK_NEXT nor TPBLK_ALL"
            )));
        }
    };
    value_of(time.map_or(0.0, |t| t.as_secs_f64()))
}
