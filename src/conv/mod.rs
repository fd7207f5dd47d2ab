//! Floor 5: conversational servers. XATMI for M, and the monitor that boots, spawns and restarts servers (`docs/conv.md`).

mod about;
pub mod atmi;
pub mod bridge;
pub mod buffer;
mod channel;
pub mod client;
mod codes;
pub mod config;
mod conversation;
mod failure;
mod frame;
mod gtt;
mod line;
mod memory;
pub mod monitor;
pub mod place;
mod request;
mod ring;
mod routing;
pub mod server;
mod shared;
mod slots;
mod stream;
pub mod ulog;
mod wire;

/// Reads bytes as a frame, a report and an order; each that is one is written as the same bytes.
#[cfg(any(fuzzing, test))]
pub fn reread(data: &[u8]) {
    if let Some((header, _)) = data.split_first_chunk::<{ frame::HEADER }>() {
        let mut numbers = wire::Reader(&header[8..]);
        let (conversation, sequence) = (numbers.u64(), numbers.u32());
        if let (Ok(conversation), Ok(sequence)) = (conversation, sequence)
            && let Ok(Some((frame, length))) = frame::Frame::decode(data, conversation, sequence)
        {
            assert_eq!(frame.encode(conversation, sequence), data[..length]);
        }
    }
    if let Ok(report) = line::Report::decode(data) {
        assert_eq!(line::Report::decode(&report.encode()), Ok(report));
    }
    if let Ok(order) = line::Order::decode(data) {
        assert_eq!(line::Order::decode(&order.encode()), Ok(order));
    }
}
