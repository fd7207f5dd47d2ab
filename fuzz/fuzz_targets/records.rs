//! Feeds `mrun::fuzz::records`.

#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| mrun::fuzz::records(data));
