//! The callable TCP/IP interface (EZBNMIFR): what connections there are, with filters. The call is a record that the helper answers.

use super::record::fields::{EncodeError, View};
use super::record::nwm::{self, connection, filter, header};
use super::record::sections::{self, Damage, Triplet};
use super::record::tmi::{self, call, code};
use super::record::tree::{Name, Tree};
use super::server::ring::Refused;
use super::source::connections::Known;
use super::source::process::user;

/// The states of TCP as z/OS numbers them, by Linux' numbers.
const STATES: [u8; 12] = [1, 5, 3, 4, 6, 7, 11, 1, 8, 9, 2, 10];

/// What a request asks for.
struct Asked<'a> {
    filters: Vec<View<'a>>,
    /// Bytes that the caller has for the answer.
    room: usize,
}

fn refused(code: u32) -> Refused {
    Refused { code, reason: 0 }
}

fn parse(request: &[u8]) -> Result<Asked<'_>, Refused> {
    let wrong = refused(code::EINVAL);
    let room = View(request).u32(call::BUFFER_LENGTH) as usize;
    let bytes = request.get(call::LAYOUT.length..).ok_or(wrong)?;
    let view = View(bytes);
    let right = bytes.len() >= header::LAYOUT.length
        && view.u32(header::NWM_HEADER_IDENT) == nwm::HEADER
        && view.u32(header::NWM_HEADER_LENGTH) as usize == header::LAYOUT.length
        && [1, 2].contains(&view.u16(header::NWM_VERSION))
        && view.u16(header::NWM_TYPE) == nwm::GET_CONNECTION_DETAIL;
    let triplet = Triplet {
        offset: view.u32(header::FILTER_OFFSET) as usize,
        length: view.u32(header::FILTER_LENGTH) as usize,
        count: view.u32(header::FILTER_NUMBER) as usize,
    };
    if !right
        || triplet.count > nwm::FILTERS
        || (triplet.count > 0 && triplet.length < filter::LAYOUT.length)
    {
        return Err(wrong);
    }
    let area = sections::area(bytes, triplet, 0).map_err(|_| wrong)?;
    let filters: Vec<View> = area.chunks(triplet.length.max(1)).map(View).collect();
    let known = nwm::FILTER_BITS
        .iter()
        .fold(0, |bits, (mask, _)| bits | mask);
    let sound = |f: &View| {
        f.u32(filter::NWM_FILTER_IDENT) == nwm::FILTER
            && f.u32(filter::NWM_FILTER_FLAGS) & !known == 0
    };
    if !filters.iter().all(sound) {
        return Err(wrong);
    }
    Ok(Asked { filters, room })
}

/// Everything that a filter marks is as it says. Without an address in it a filter of addresses lets nothing pass.
fn passes(filter: View, known: &Known) -> bool {
    let marks = filter.u32(filter::NWM_FILTER_FLAGS);
    let wanted = filter.socket(filter::LOCAL);
    let local = known.socket.local;
    let is = |mask, same: bool| marks & mask == 0 || same;
    is(
        nwm::LOCAL_ADDRESS,
        wanted.is_some_and(|w| w.ip() == local.ip()),
    ) && is(
        nwm::LOCAL_PORT,
        wanted.is_some_and(|w| w.port() == local.port()),
    )
}

/// The answer to a call, with two bytes behind it.
///
/// # Errors
/// EINVAL for what is no such request; ENOBUFS, with the size that is needed as the reason.
pub fn answer<'a>(
    request: &[u8],
    connections: impl Iterator<Item = &'a Known>,
) -> Result<Vec<u8>, Refused> {
    let Asked { filters, room } = parse(request)?;
    let found = connections.filter(|k| filters.is_empty() || filters.iter().any(|f| passes(*f, k)));
    let entries: Vec<Vec<u8>> = found.map(entry).collect();
    let begin = header::LAYOUT.length;
    let needed = begin + entries.len() * connection::LAYOUT.length;
    if needed > room {
        return Err(Refused {
            code: code::ENOBUFS,
            reason: needed as u32,
        });
    }
    let mut out = request[call::LAYOUT.length..][..begin].to_vec();
    header::NWM_BYTES_NEEDED.set(&mut out, needed as u64);
    let length = if entries.is_empty() {
        0
    } else {
        connection::LAYOUT.length
    };
    header::OUTPUT_OFFSET.set(&mut out, if entries.is_empty() { 0 } else { begin as u64 });
    header::OUTPUT_LENGTH.set(&mut out, length as u64);
    header::OUTPUT_NUMBER.set(&mut out, entries.len() as u64);
    header::OUTPUT_MATCHED.set(&mut out, entries.len() as u64);
    out.extend(entries.into_iter().flatten());
    out.extend([0; super::record::cte::END]);
    Ok(out)
}

fn entry(known: &Known) -> Vec<u8> {
    let (socket, info) = (&known.socket, &known.socket.info);
    let mut out = connection::LAYOUT.blank();
    connection::NWM_CONN_IDENT.set_bytes(&mut out, &nwm::CONNECTION.to_be_bytes());
    connection::LOCAL.set_socket(&mut out, socket.local);
    connection::REMOTE.set_socket(&mut out, socket.remote);
    connection::START_TIME.set(&mut out, known.began);
    connection::BYTES_IN.set(&mut out, info.in_bytes);
    connection::BYTES_OUT.set(&mut out, info.out_bytes);
    connection::SEGS_IN.set(&mut out, info.in_segments.into());
    connection::SEGS_OUT.set(&mut out, info.out_segments.into());
    let state = STATES.get(usize::from(socket.state)).copied().unwrap_or(1);
    connection::STATE.set(&mut out, state.into());
    connection::ACTIVE_OPEN.set(&mut out, known.active.into());
    connection::RE_XMT_COUNT.set(&mut out, info.retransmitted.into());
    connection::CONGESTION_WND.set(&mut out, info.congestion_window.into());
    connection::RTT.set(&mut out, u64::from(info.round_trip / 1000));
    connection::RTT_VAR.set(&mut out, u64::from(info.variance / 1000));
    connection::SEND_MSS.set(&mut out, info.segment_size.into());
    connection::SND_WND.set(&mut out, info.send_window.into());
    connection::ASID.set(&mut out, u64::from(known.owner.pid & 0xffff));
    connection::RESOURCE_NAME.set_text(&mut out, &known.owner.job);
    connection::RESOURCE_ID.set(&mut out, socket.cookie & 0xffff_ffff);
    connection::SUB_TASK.set(&mut out, known.owner.pid.into());
    let of_user = if known.owner.user.is_empty() {
        user(socket.uid)
    } else {
        known.owner.user.clone()
    };
    connection::USER_ID.set_text(&mut out, &of_user);
    out
}

/// A call for connections; `fields` are those of a filter.
///
/// # Errors
/// There is no such field, or a value does not fit.
pub fn request(fields: Vec<(Name, Tree)>, room: usize) -> Result<Vec<u8>, EncodeError> {
    let mut out = header::LAYOUT.blank();
    header::NWM_HEADER_IDENT.set_bytes(&mut out, &nwm::HEADER.to_be_bytes());
    header::NWM_HEADER_LENGTH.set(&mut out, header::LAYOUT.length as u64);
    header::NWM_VERSION.set(&mut out, 2);
    header::NWM_TYPE.set(&mut out, nwm::GET_CONNECTION_DETAIL.into());
    if !fields.is_empty() {
        let mut element = filter::LAYOUT.encode(&Tree::Map(fields))?;
        filter::NWM_FILTER_IDENT.set_bytes(&mut element, &nwm::FILTER.to_be_bytes());
        header::FILTER_OFFSET.set(&mut out, header::LAYOUT.length as u64);
        header::FILTER_LENGTH.set(&mut out, element.len() as u64);
        header::FILTER_NUMBER.set(&mut out, 1);
        out.extend(element);
    }
    let mut record = tmi::record(&call::LAYOUT, tmi::CALL);
    call::BUFFER_LENGTH.set(&mut record, room as u64);
    record.extend(out);
    let length = record.len() as u64;
    tmi::header::TMI_HR_LEN.set(&mut record, length);
    Ok(record)
}

/// The entries of an answer with the names of their fields.
///
/// # Errors
/// The entries are not within it.
pub fn tree(answer: &[u8]) -> Result<Tree, Damage> {
    let there = answer.len();
    if there < header::LAYOUT.length {
        return Err(Damage::Short {
            what: "answer",
            length: header::LAYOUT.length,
            there,
        });
    }
    let view = View(answer);
    let triplet = Triplet {
        offset: view.u32(header::OUTPUT_OFFSET) as usize,
        length: view.u32(header::OUTPUT_LENGTH) as usize,
        count: view.u32(header::OUTPUT_NUMBER) as usize,
    };
    let area = sections::area(answer, triplet, 0)?;
    Ok(Tree::List(
        area.chunks(triplet.length.max(1))
            .map(|entry| connection::LAYOUT.tree(entry))
            .collect(),
    ))
}
