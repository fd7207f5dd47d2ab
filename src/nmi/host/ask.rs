//! Requests of M code that have one answer.

use super::{text, wrong};
use crate::device::Wait;
use crate::nmi::arrays;
use crate::nmi::client::{Asked, Asking, FOLDER, STACK};
use crate::nmi::requests::{Kind, filters};
use crate::nmi::sna;
use crate::runtime::{Answer, HostCall};
use crate::value::errors::MError;
use std::path::PathBuf;

/// `ask(name,.filters,.answer,folder,stack,.error)`: 1 and the array of the answer, or 0 and why there is none.
pub fn ask(call: &mut HostCall) -> Result<Answer, MError> {
    let name = text(call, 0, "");
    let kind = Kind::find(&name).ok_or_else(|| wrong(format!("there is no request {name}")))?;
    let filters = filters(arrays::tree(&call.array(1)));
    let (folder, stack) = (PathBuf::from(text(call, 3, FOLDER)), text(call, 4, STACK));
    let begin = || -> Result<Asking, String> {
        let request = filters.and_then(|filters| kind.encode(filters));
        let request = request.map_err(|error| error.to_string())?;
        kind.ask(&folder, &stack, request)
            .map_err(|error| error.to_string())
    };
    let step = match call.state(begin) {
        Ok(asking) => asking.step().map_err(|error| error.to_string()),
        Err(error) => Err(error.clone()),
    };
    let outcome = match step {
        Ok(Asked::Wait { fd, write: false }) => return Ok(Answer::Wait(Wait::readable(fd))),
        Ok(Asked::Wait { fd, write: true }) => return Ok(Answer::Wait(Wait::writable(fd))),
        Ok(Asked::Answer(answer)) => kind.tree(&answer),
        Err(error) => Err(error),
    };
    match outcome {
        Ok(tree) => {
            call.set_array(2, None, arrays::nodes(&tree));
            let refusal = sna::refusal(&tree);
            let is_good = i64::from(refusal.is_none());
            if let Some((code, reason)) = refusal {
                call.set_arg(5, format!("{code} {reason}"));
            }
            Ok(is_good.into())
        }
        Err(error) => {
            call.set_array(2, None, Vec::new());
            call.set_arg(5, error);
            Ok(0.into())
        }
    }
}
