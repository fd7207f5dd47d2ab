//! Feeds `mrun::fuzz::handshakes`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::handshakes(data));
